namespace Cicada.Load;

/// <summary>Up and down between two numbers of users.</summary>
/// <remarks>
/// <code>
///   high      ╭───╮           ╭───╮
///           ╭─╯   ╰─╮       ╭─╯   ╰─╮
///   low  ───╯       ╰───────╯       ╰───
///        0       period        2 × period
/// </code>
/// </remarks>
internal sealed record SineStage(int Low, int High, TimeSpan Period, TimeSpan Duration) : CurveStage(Period, 64, Duration)
{
    protected override string Text => $"sine {Low}..{High} period {StageText.Of(Period)} for {StageText.Of(Duration)}";

    // The top is at half a period, where a piece ends; a shorter stage does not get there.
    public override int Peak(int before) => Duration >= Period / 2 ? High : Math.Max(Low, End(before));

    protected override double UsersAt(double share) => Low + ((High - (double)Low) * (1 - Math.Cos(2 * Math.PI * share)) / 2);
}
