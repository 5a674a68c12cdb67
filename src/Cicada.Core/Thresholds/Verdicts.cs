namespace Cicada;

/// <summary>How verdicts come about, and the words for them in documents, in the store and on screens.</summary>
public static class Verdicts
{
    /// <summary>The verdict as one word in lower case.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string ToWord(this Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "failed",
        Verdict.GeneratorLimited => "generator_limited",
        _ => "no_thresholds",
    };

    /// <summary>The state as one word in lower case.</summary>
    /// <param name="state">The state.</param>
    public static string ToWord(this ThresholdState state) => state switch
    {
        ThresholdState.Passed => "passed",
        ThresholdState.Broken => "broken",
        _ => "no_data",
    };

    internal static Verdict? Parse(string? word) => word switch
    {
        "no_thresholds" => Verdict.NoThresholds,
        "passed" => Verdict.Passed,
        "failed" => Verdict.Failed,
        "generator_limited" => Verdict.GeneratorLimited,
        _ => null,
    };

    internal static ThresholdState? ParseState(string? word) => word switch
    {
        "passed" => ThresholdState.Passed,
        "broken" => ThresholdState.Broken,
        "no_data" => ThresholdState.NoData,
        _ => null,
    };

    /// <summary>
    /// What a run comes to. A threshold without data is as bad as a broken one: who mistypes a name must not be told that all is well. A broken one goes before a generator that could
    /// not keep up, as it does among the exit codes.
    /// </summary>
    internal static Verdict Of(IReadOnlyList<ThresholdSummary> thresholds, bool isGeneratorLimited) =>
        thresholds.Any(threshold => threshold.State != ThresholdState.Passed) ? Verdict.Failed
        : isGeneratorLimited ? Verdict.GeneratorLimited
        : thresholds.Count > 0 ? Verdict.Passed
        : Verdict.NoThresholds;
}
