namespace Cicada.Commands;

/// <summary>Chooses the exit code where several things are to be said.</summary>
internal static class ExitCodes
{
    /// <summary>The first that applies of: bad options or a handler's exception, lost samples, a broken threshold, a regression, a limited generator, failures.</summary>
    /// <param name="badOptions">Options were wrong, a file could not be written, or a handler threw.</param>
    /// <param name="samplesLost">Samples were dropped or rejected.</param>
    /// <param name="thresholdBroken">A threshold was broken.</param>
    /// <param name="regression">The run is slower than the one it was compared with.</param>
    /// <param name="generatorLimited">The generator limited the run.</param>
    /// <param name="failures">Requests failed or users' tasks threw.</param>
    /// <param name="codeOnError">What failures give: <c>--exit-code-on-error</c>.</param>
    public static int Of(
        bool badOptions = false, bool samplesLost = false, bool thresholdBroken = false, bool regression = false,
        bool generatorLimited = false, bool failures = false, int codeOnError = ExitCode.Failures) =>
        badOptions ? ExitCode.BadOptions
        : samplesLost ? ExitCode.SamplesLost
        : thresholdBroken ? ExitCode.ThresholdBroken
        : regression ? ExitCode.Regression
        : generatorLimited ? ExitCode.GeneratorLimited
        : failures ? codeOnError
        : ExitCode.Success;
}
