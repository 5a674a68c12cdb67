namespace Cicada;

/// <summary>Begins a shape made of stages: <c>Stages.RampTo(100, 1.Minutes()).Hold(5.Minutes()).RampTo(0, 30.Seconds())</c>. There are no users before the first.</summary>
public static class Stages
{
    private static readonly StagedShape None = new([]);

    /// <inheritdoc cref="StagedShape.RampTo"/>
    public static StagedShape RampTo(int users, TimeSpan duration) => None.RampTo(users, duration);

    /// <inheritdoc cref="StagedShape.StepTo"/>
    public static StagedShape StepTo(int users, TimeSpan duration) => None.StepTo(users, duration);

    /// <inheritdoc cref="StagedShape.StepsTo"/>
    public static StagedShape StepsTo(int users, int by, TimeSpan every) => None.StepsTo(users, by, every);

    /// <inheritdoc cref="StagedShape.Spike"/>
    public static StagedShape Spike(int users, TimeSpan duration) => None.Spike(users, duration);

    /// <inheritdoc cref="StagedShape.Sine"/>
    public static StagedShape Sine(int low, int high, TimeSpan period, TimeSpan duration) => None.Sine(low, high, period, duration);

    /// <inheritdoc cref="StagedShape.DoubleWave"/>
    public static StagedShape DoubleWave(int low, int high, TimeSpan duration) => None.DoubleWave(low, high, duration);

    /// <inheritdoc cref="StagedShape.Replay"/>
    public static StagedShape Replay(string file) => None.Replay(file);
}
