namespace Cicada.Storage.Queries;

/// <summary>What the end of a run says of it.</summary>
internal static class RunVerdicts
{
    /// <summary>The verdict; null while the run is on, or where nobody knows.</summary>
    public static RunVerdict? Of(RunState state, int? exitCode) => (state, exitCode) switch
    {
        (RunState.Interrupted, _) => RunVerdict.Interrupted,
        (_, ExitCode.Success) => RunVerdict.Good,
        (_, ExitCode.BadOptions) => RunVerdict.BadOptions,
        (_, ExitCode.ThresholdBroken) => RunVerdict.ThresholdBroken,
        (_, ExitCode.Regression) => RunVerdict.Regression,
        (_, ExitCode.GeneratorLimited) => RunVerdict.GeneratorLimited,
        (_, ExitCode.SamplesLost) => RunVerdict.SamplesLost,

        // 1, or what --exit-code-on-error says instead.
        (_, not null) => RunVerdict.Failures,
        _ => null,
    };
}
