namespace Cicada.Load;

/// <summary>Two bell curves, the second two thirds as high: Locust's double wave.</summary>
/// <remarks>
/// The first has its top at a third of the duration, the second at two thirds:
/// <code>
///   high     ╭╮
///           ╭╯╰╮  ╭──╮
///   low  ───╯  ╰──╯  ╰───
/// </code>
/// </remarks>
internal sealed record DoubleWaveStage(int Low, int High, TimeSpan Duration) : CurveStage(Duration, 192, Duration)
{
    protected override string Text => $"double-wave {Low}..{High} {StageText.Of(Duration)}";

    public override int Peak(int before) => High;

    protected override double UsersAt(double share) => Low + ((High - (double)Low) * Math.Min(1, Bell(share * 15, 5) + (2 / 3.0 * Bell(share * 15, 10))));

    private static double Bell(double at, double top) => Math.Exp(-Math.Pow(at - top, 2));
}
