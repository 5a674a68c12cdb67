namespace Cicada;

/// <summary>How reasons make an exit code, and the words for them in documents.</summary>
public static class ExitReasons
{
    /// <summary>The reason as one word in lower case.</summary>
    /// <param name="reason">The reason.</param>
    public static string ToWord(this ExitReason reason) => reason switch
    {
        ExitReason.BadOptions => "bad_options",
        ExitReason.SamplesLost => "samples_lost",
        ExitReason.ThresholdBroken => "threshold_broken",
        ExitReason.Regression => "regression",
        ExitReason.GeneratorLimited => "generator_limited",
        _ => "failures",
    };

    internal static ExitReason? Parse(string? word) => word switch
    {
        "bad_options" => ExitReason.BadOptions,
        "samples_lost" => ExitReason.SamplesLost,
        "threshold_broken" => ExitReason.ThresholdBroken,
        "regression" => ExitReason.Regression,
        "generator_limited" => ExitReason.GeneratorLimited,
        "failures" => ExitReason.Failures,
        _ => null,
    };

    /// <summary>Those that apply, in the order of their precedence.</summary>
    /// <param name="applies">Whether one does.</param>
    /// <param name="codeOnError">What failures make the exit code; where that is 0 they are no reason.</param>
    internal static IReadOnlyList<ExitReason> Of(Func<ExitReason, bool> applies, int codeOnError) =>
        [.. Enum.GetValues<ExitReason>().Where(reason => (reason != ExitReason.Failures || codeOnError != ExitCode.Success) && applies(reason))];

    /// <summary>The exit code: that of the first.</summary>
    /// <param name="reasons">Those that apply, in order.</param>
    /// <param name="codeOnError">What failures make it.</param>
    internal static int CodeOf(IReadOnlyList<ExitReason> reasons, int codeOnError) => reasons is not [var first, ..] ? ExitCode.Success : first switch
    {
        ExitReason.BadOptions => ExitCode.BadOptions,
        ExitReason.SamplesLost => ExitCode.SamplesLost,
        ExitReason.ThresholdBroken => ExitCode.ThresholdBroken,
        ExitReason.Regression => ExitCode.Regression,
        ExitReason.GeneratorLimited => ExitCode.GeneratorLimited,
        _ => codeOnError,
    };

    /// <summary>The reasons of a document, where it is older than they are from its exit code.</summary>
    /// <param name="summary">The document.</param>
    internal static IReadOnlyList<ExitReason> Of(RunSummary summary) => summary switch
    {
        { ExitReasons: { Count: > 0 } known } => known,
        { ExitCode: null or ExitCode.Success } => [],
        { ExitCode: { } code } => [Enum.GetValues<ExitReason>().First(reason => CodeOf([reason], code) == code)],
    };

    /// <summary>Whether somebody has said how many failures of all requests of the whole run are good enough, and there were no more.</summary>
    /// <param name="summary">The document.</param>
    internal static bool AllowsFailures(RunSummary summary) => summary.Thresholds.Any(threshold => threshold is
    {
        Metric: "failures", Requests: null, Over: null, After: null, Comparison: "<" or "<=", State: ThresholdState.Passed,
    });

    /// <summary>The document with one reason more, and the exit code that follows.</summary>
    /// <param name="summary">The document.</param>
    /// <param name="reason">What has come to pass since.</param>
    /// <param name="warnings">What is to be said about it.</param>
    internal static RunSummary With(this RunSummary summary, ExitReason reason, params IReadOnlyList<string> warnings)
    {
        var before = Of(summary);
        var codeOnError = before is [ExitReason.Failures] ? summary.ExitCode ?? ExitCode.Failures : ExitCode.Failures;
        IReadOnlyList<ExitReason> after = [.. before.Append(reason).Distinct().Order()];
        return summary with { ExitReasons = after, ExitCode = CodeOf(after, codeOnError), Warnings = [.. summary.Warnings, .. warnings] };
    }
}
