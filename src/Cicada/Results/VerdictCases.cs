using Cicada.Terminal;
using Cicada.Thresholds;

namespace Cicada.Results;

/// <summary>
/// What a run had to hold, and what became of it. At least one is red exactly when the exit code is not 0: the thresholds are judged one by one, everything else by the reasons of the exit code.
/// A new kind of rule adds its cases here, and every file has them.
/// </summary>
internal static class VerdictCases
{
    private const int MostKinds = 20;

    /// <summary>The cases of a run, thresholds first.</summary>
    /// <param name="summary">The document of the run.</param>
    public static IReadOnlyList<VerdictCase> Of(RunSummary summary)
    {
        var reasons = ExitReasons.Of(summary);
        var group = $"{summary.Test}.run";
        List<VerdictCase> cases =
        [
            .. Distinct(summary.Thresholds.Select(threshold => OfThreshold(summary.Test, threshold))),
            .. summary.Comparison is { } comparison ? Distinct(comparison.Regressions.Select(rule => OfRegression(summary.Test, comparison.Base, rule))) : [],
            .. summary.Limit is { } limit ? [OfLimit(group, limit)] : Array.Empty<VerdictCase>(),
            OfRequests(group, summary, reasons.Contains(ExitReason.Failures) && !ExitReasons.AllowsFailures(summary)),
            OfTasks(group, summary, reasons.Contains(ExitReason.Failures)),
            Of(group, "the load generator kept up", reasons.Contains(ExitReason.GeneratorLimited), VerdictOutcome.Failed, "It did.", Warning(summary, "The load generator limited", "The load generator, not the target, limited this run.")),
            Of(group, "every sample was recorded", reasons.Contains(ExitReason.SamplesLost), VerdictOutcome.Error, "They were.", Losses(summary)),
            OfCode(group, summary, reasons.Contains(ExitReason.BadOptions)),
        ];
        // Documents of other versions may have a reason that none of their entries tells.
        return summary.ExitCode == ExitCode.Success || cases.Exists(one => one.IsRed)
            ? cases
            : [.. cases, new(group, "good enough", VerdictOutcome.Failed, $"The run ended with exit code {summary.ExitCode}.")];
    }

    private static VerdictCase OfThreshold(string test, ThresholdSummary threshold)
    {
        var observed = threshold.Observed is { } value ? ThresholdText.Observed(threshold.Unit, value) : "nothing";
        return new($"{test}.thresholds", threshold.Text, threshold.State == ThresholdState.Passed ? VerdictOutcome.Passed : VerdictOutcome.Failed, threshold.State switch
        {
            ThresholdState.Passed => $"{observed} observed.",
            ThresholdState.Broken => $"{observed} observed, expected {threshold.Text}."
                + (threshold.BrokenAt is { } at ? $" It broke first {Figures.Duration(TimeSpan.FromSeconds(at))} after the start." : "")
                + (threshold.Abort ? " The run was to end for it." : ""),
            _ => $"No data: {WhatIsMissing(threshold)}, so nobody knows whether {threshold.Text}. Check the name, and that the run is long enough.",
        });
    }

    private static string WhatIsMissing(ThresholdSummary threshold)
    {
        var (what, done) = threshold.Metric == "checks" ? ("check", "made") : ("request", "completed");
        return threshold.Requests is null ? $"no {what} was {done}" : $"no {what} is called '{threshold.Requests}'";
    }

    private static VerdictCase OfRegression(string test, string other, RegressionSummary rule) => new(
        $"{test}.comparison", rule.Text, rule.Holds ? VerdictOutcome.Passed : VerdictOutcome.Failed, rule.State switch
        {
            RegressionState.Passed => $"Compared with {other}: {DifferenceText.Seen(rule)}.",
            RegressionState.Unsure => $"Compared with {other}: {DifferenceText.Seen(rule)}. That is more than the rule allows, and chance alone may have made it.",
            RegressionState.Broken => $"Worse than {other} by more than {rule.Text}: {DifferenceText.Seen(rule)}.",
            _ => $"No data: compared with {other}, {DifferenceText.Seen(rule)}, so nobody knows whether the run is worse by more than {rule.Text}. Check the name, and that both runs are long enough.",
        });

    private static VerdictCase OfLimit(string group, LimitSummary limit) => new(
        group, "some number of users is good", limit is { FirstBad: not null, LastGood: null } ? VerdictOutcome.Failed : VerdictOutcome.Passed, $"{limit}.");

    private static VerdictCase OfRequests(string group, RunSummary summary, bool decides)
    {
        const string Name = "no request failed";
        if (summary.Total.Failures == 0)
        {
            return new(group, Name, VerdictOutcome.Passed, $"{Figures.Count(summary.Total.Count)} requests, none of which failed.");
        }

        var head = $"{Figures.Count(summary.Total.Failures)} of {Figures.Count(summary.Total.Count)} requests failed ({Figures.Percent(summary.Total.Failures, summary.Total.Count)})";
        return decides
            ? new(group, Name, VerdictOutcome.Failed, Lines($"{head}; expected none. A threshold on 'failures' says how many are good enough.", summary.Failures, failure =>
                $"{Figures.Count(failure.Occurrences)} × {failure.RequestType} {failure.Name}: {FailureTable.Reason(failure.Exception, failure.Message)}"))
            : new(group, Name, VerdictOutcome.Passed, $"{head}, which is good enough: a threshold, a search for the limit or '--exit-code-on-error' says so.");
    }

    private static VerdictCase OfTasks(string group, RunSummary summary, bool decides)
    {
        const string Name = "no task threw";
        var count = summary.UserErrors.Sum(error => error.Occurrences);
        return count == 0
            ? new(group, Name, VerdictOutcome.Passed, "None did.")
            : new(group, Name, decides ? VerdictOutcome.Error : VerdictOutcome.Passed, Lines(
                $"{Figures.Count(count)} exceptions left users' tasks{(decides ? "; expected none." : ", which the exit code does not count.")}",
                summary.UserErrors,
                error => $"{Figures.Count(error.Occurrences)} × {error.Exception}: {error.Message}\n{error.Traceback}"));
    }

    private static VerdictCase OfCode(string group, RunSummary summary, bool failed)
    {
        const string Name = "the run came to its end";
        return summary switch
        {
            { State: RunState.Interrupted } => new(group, Name, VerdictOutcome.Error, "The run was interrupted: its process ended without closing it."),
            { ExitCode: null } => new(group, Name, VerdictOutcome.Error, "The run is still on, or nobody has judged it."),
            _ when failed => new(group, Name, VerdictOutcome.Error, summary.Warnings.Count > 0
                ? string.Join('\n', summary.Warnings.OrderByDescending(IsOfCode))
                : "The test's own code failed outside a task, or the run could not be carried out. The log says how."),
            _ => new(group, Name, VerdictOutcome.Passed, $"It is {summary.State.ToWord()}."),
        };
    }

    private static bool IsOfCode(string warning) =>
        warning.StartsWith("The program crashed", StringComparison.Ordinal) || warning.StartsWith("Handlers of events threw", StringComparison.Ordinal);

    private static VerdictCase Of(string group, string name, bool isRed, VerdictOutcome red, string good, string bad) =>
        new(group, name, isRed ? red : VerdictOutcome.Passed, isRed ? bad : good);

    private static string Warning(RunSummary summary, string beginning, string otherwise) =>
        summary.Warnings.FirstOrDefault(warning => warning.StartsWith(beginning, StringComparison.Ordinal)) ?? otherwise;

    private static string Losses(RunSummary summary)
    {
        var lost = summary.Recording.Outputs.Where(output => output.Dropped > 0 || output.Rejected > 0 || output.Observations.Dropped > 0 || output.Observations.Rejected > 0).ToList();
        return lost.Count > 0 ? string.Join('\n', lost.Select(RecordingLine.Of)) : "Samples were dropped or rejected; the figures are not those of all requests. " + string.Join(' ', summary.Warnings);
    }

    private static string Lines<T>(string head, IReadOnlyList<T> entries, Func<T, string> line) =>
        string.Join('\n', [head, .. entries.Take(MostKinds).Select(line), .. entries.Count > MostKinds ? [$"… and {Figures.Count(entries.Count - MostKinds)} more kinds"] : Array.Empty<string>()]);

    // Who follows a case by its name must not find two.
    private static IEnumerable<VerdictCase> Distinct(IEnumerable<VerdictCase> cases)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in cases)
        {
            var number = seen[one.Name] = seen.GetValueOrDefault(one.Name) + 1;
            yield return number == 1 ? one : one with { Name = $"{one.Name} ({number})" };
        }
    }
}
