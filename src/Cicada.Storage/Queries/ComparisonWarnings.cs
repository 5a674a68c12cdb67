using System.Globalization;

namespace Cicada.Storage.Queries;

/// <summary>Sentences about what makes runs hard to compare.</summary>
internal static class ComparisonWarnings
{
    // Runs by the clock end within a second or so of each other.
    private const double LengthTolerance = 0.05;

    /// <summary>The sentences.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="isWindow">Whether only a window of them is compared; their lengths mean nothing then.</param>
    /// <param name="hasFigures">Whether each has anything in the window.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<RunHead> runs, bool isWindow, IReadOnlyList<bool> hasFigures)
    {
        var warnings = new List<string>();
        if (runs.Select(run => run.Test).Distinct().Count() > 1)
        {
            warnings.Add($"The runs are of different tests: {Each(runs, run => $"'{run.Test}'")}.");
        }

        if (!isWindow && runs.Min(run => run.Duration) < (1 - LengthTolerance) * runs.Max(run => run.Duration))
        {
            warnings.Add($"The runs were not equally long: {Each(runs, run => Seconds(run.Duration))}. Counts cannot be compared; choose a window that all of them have.");
        }

        for (var i = 0; i < runs.Count; i++)
        {
            var name = $"The run '{runs[i].Run}'";
            if (runs[i].State == RunState.Running)
            {
                warnings.Add($"{name} is still on; its figures are those up to now.");
            }
            else if (!hasFigures[i])
            {
                warnings.Add($"{name} has no request here; it was {Seconds(runs[i].Duration)} long.");
            }

            if (SentenceOf(runs[i].Verdict) is { } sentence)
            {
                warnings.Add($"{name} {sentence}");
            }
        }

        return warnings;
    }

    private static string? SentenceOf(RunVerdict? verdict) => verdict switch
    {
        RunVerdict.Interrupted => "was interrupted; its figures are those of what was recorded.",
        RunVerdict.GeneratorLimited => "was limited by the load generator, not by the target.",
        RunVerdict.SamplesLost => "lost samples; its figures are not those of all requests.",
        RunVerdict.BadOptions => "ended by an error of the test, not of the target.",
        _ => null,
    };

    private static string Each(IEnumerable<RunHead> runs, Func<RunHead, string> text) => string.Join(", ", runs.Select(text));

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s");
}
