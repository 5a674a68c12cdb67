using Cicada.Terminal;
using Cicada.Thresholds;

namespace Cicada.Results;

/// <summary>The summary of a run as Markdown, for a pull request or the page of a job. It has a bounded length, whatever the run: GitHub takes 1 MiB for a step.</summary>
internal static class MarkdownFile
{
    /// <summary>The most rows of a table.</summary>
    public const int MostRows = 100;

    private const int MostFailures = 30;
    private const int MostWarnings = 20;

    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="summary">The document of the run.</param>
    /// <param name="setting">What the run was started with.</param>
    public static void Write(TextWriter writer, RunSummary summary, VerdictSetting setting)
    {
        var cases = VerdictCases.Of(summary);
        writer.Write($"## {Verdict(summary)}\n\n");
        writer.Write($"{Head(summary, setting)}\n\n");
        WriteReasons(writer, summary, cases);
        WriteThresholds(writer, summary);
        WriteComparison(writer, summary);
        WriteRequests(writer, summary);
        WriteFailures(writer, summary);
        WriteErrors(writer, summary);
        WriteWarnings(writer, summary);
    }

    private static string Verdict(RunSummary summary)
    {
        var reasons = ExitReasons.Of(summary);
        var name = MarkdownText.Of(summary.Test);
        return summary switch
        {
            { State: RunState.Interrupted } => $"❌ Interrupted: {name}",
            { ExitCode: null } => $"⏳ Not judged: {name} is {summary.State.ToWord()}",
            { ExitCode: ExitCode.Success, Verdict: Cicada.Verdict.Passed } => $"✅ Passed: {name} held all its thresholds",
            { ExitCode: ExitCode.Success } => $"✅ Good: {name}",
            _ => $"❌ Failed: {name}, {(reasons.Count == 0 ? "not good enough" : string.Join(", ", reasons.Select(Words)))} (exit code {summary.ExitCode})",
        };
    }

    private static string Words(ExitReason reason) => reason switch
    {
        ExitReason.BadOptions => "the run could not be carried out in order",
        ExitReason.SamplesLost => "samples were lost",
        ExitReason.ThresholdBroken => "thresholds were not held",
        ExitReason.Regression => "slower than its baseline",
        ExitReason.GeneratorLimited => "limited by the load generator",
        _ => "requests failed or tasks threw",
    };

    private static string Head(RunSummary summary, VerdictSetting setting)
    {
        var total = summary.Total;
        List<string> parts =
        [
            $"Run {MarkdownText.Of(summary.Run)}",
            summary.State.ToWord() + (summary.Ended is { } ended ? $" after {Figures.Duration(ended - summary.Started)}" : ""),
            summary.Users == 1 ? "1 user" : $"{Figures.Count(summary.Users)} users",
            .. summary.Host is { } host ? [MarkdownText.Of(host)] : Array.Empty<string>(),
            .. setting.GitRevision is { } revision ? [$"revision {MarkdownText.Of(revision[..Math.Min(12, revision.Length)])}"] : Array.Empty<string>(),
            .. summary.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Take(MostWarnings).Select(label => $"{MarkdownText.Of(label.Key)}={MarkdownText.Of(label.Value)}"),
            .. summary.Note.Length > 0 ? [MarkdownText.Of(summary.Note, 500)] : Array.Empty<string>(),
        ];
        return string.Join(" · ", parts)
            + $"\n\n**{Figures.Count(total.Count)} requests**, {Figures.Count(total.Failures)} failed ({Figures.Percent(total.Failures, total.Count)}), {Figures.Rate(total.Rps)} a second; "
            + $"p50 {Time(total, total.P50)}, p95 {Time(total, total.P95)}, p99 {Time(total, total.P99)}, max {Time(total, total.Max)} ms";
    }

    private static void WriteReasons(TextWriter writer, RunSummary summary, IReadOnlyList<VerdictCase> cases)
    {
        var red = cases.Where(one => one.IsRed && !one.ClassName.EndsWith(".thresholds", StringComparison.Ordinal)).ToList();
        foreach (var one in red)
        {
            writer.Write($"- **{MarkdownText.Of(one.Name)}**: {MarkdownText.Of(one.Headline, 500)}\n");
        }

        writer.Write(red.Count > 0 ? "\n" : "");
    }

    private static void WriteThresholds(TextWriter writer, RunSummary summary) => WriteTable(
        writer, "Thresholds", "| | Threshold | Observed |\n|---|---|---:|\n", summary.Thresholds, MostRows, "thresholds", threshold =>
            $"| {StateOf(threshold)} | {MarkdownText.Of(threshold.Text)} | {(threshold.Observed is { } observed ? ThresholdText.Observed(threshold.Unit, observed) : "nothing")} |\n");

    private static string StateOf(ThresholdSummary threshold) => threshold.State switch
    {
        ThresholdState.Passed => "✅ passed",
        ThresholdState.Broken => "❌ broken",
        _ => "❌ no data",
    };

    private static void WriteComparison(TextWriter writer, RunSummary summary)
    {
        if (summary.Comparison is not { } comparison)
        {
            return;
        }

        writer.Write($"### Compared with {MarkdownText.Of(comparison.Base)}\n\n");
        foreach (var warning in comparison.Warnings.Take(MostWarnings))
        {
            writer.Write($"> ⚠️ {MarkdownText.Of(warning, 1000)}\n\n");
        }

        WriteRows(writer, "| | Regression | base → run |\n|---|---|---|\n", comparison.Regressions, MostRows, "rules", rule =>
            $"| {(rule.Holds ? "✅" : "❌")} {DifferenceText.Word(rule.State)[2..]} | {MarkdownText.Of(rule.Text)} | {MarkdownText.Of(DifferenceText.Seen(rule), 300)} |\n");
        WriteRows(writer, "| All requests | base | run | difference | 99 % interval | |\n|---|---:|---:|---:|---:|---|\n", comparison.Total, MostRows, "figures", difference =>
            $"| {difference.Figure} | {DifferenceText.Value(difference.Unit, difference.Base)} | {DifferenceText.Value(difference.Unit, difference.Value)} "
            + $"| {DifferenceText.Change(difference)} | {DifferenceText.Interval(difference)} | {(difference.Meaning == DifferenceMeaning.Worse ? "**worse**" : DifferenceText.Meaning(difference))} |\n");
    }

    private static void WriteRequests(TextWriter writer, RunSummary summary)
    {
        // Those that matter most are those that are there most often.
        var kept = summary.Requests.OrderByDescending(request => request.Failures > 0).ThenByDescending(request => request.Count).Take(MostRows).ToHashSet();
        IReadOnlyList<RequestSummary> shown = [.. summary.Requests.Where(kept.Contains), .. summary.Requests.Count > 1 ? [summary.Total] : Array.Empty<RequestSummary>()];
        WriteTable(
            writer, "Requests", "| Request | Requests | Failed | Requests/s | p50 ms | p95 ms | p99 ms | Max ms |\n|---|---:|---:|---:|---:|---:|---:|---:|\n", shown, shown.Count, "", request =>
                $"| {(ReferenceEquals(request, summary.Total) ? "**all requests**" : MarkdownText.Of($"{request.RequestType} {request.Name}".Trim()))} | {Figures.Count(request.Count)} | {Figures.Count(request.Failures)} | {Figures.Rate(request.Rps)} "
                + $"| {Time(request, request.P50)} | {Time(request, request.P95)} | {Time(request, request.P99)} | {Time(request, request.Max)} |\n");
        if (summary.Requests.Count > MostRows)
        {
            writer.Write($"{Figures.Count(summary.Requests.Count - MostRows)} more requests are left out.\n\n");
        }
    }

    private static void WriteFailures(TextWriter writer, RunSummary summary) => WriteTable(
        writer, "Failures", "| Failed | Request | Why |\n|---:|---|---|\n", summary.Failures, MostFailures, "kinds of failures", failure =>
            $"| {Figures.Count(failure.Occurrences)} | {MarkdownText.Of($"{failure.RequestType} {failure.Name}".Trim())} | {MarkdownText.Of(FailureTable.Reason(failure.Exception, failure.Message), 300)} |\n");

    private static void WriteErrors(TextWriter writer, RunSummary summary) => WriteTable(
        writer, "Exceptions of tasks", "| Thrown | Exception | Message |\n|---:|---|---|\n", summary.UserErrors, MostFailures, "kinds of exceptions", error =>
            $"| {Figures.Count(error.Occurrences)} | {MarkdownText.Of(error.Exception)} | {MarkdownText.Of(error.Message, 300)} |\n");

    private static void WriteWarnings(TextWriter writer, RunSummary summary)
    {
        var limited = summary.Verdict == Cicada.Verdict.GeneratorLimited || ExitReasons.Of(summary).Contains(ExitReason.GeneratorLimited);
        writer.Write($"Load generator: {(limited ? "**it limited the run**, so the figures are its own as much as the target's" : "it kept up, or was not watched")}.\n");
        IReadOnlyList<string> warnings =
        [
            .. summary.Warnings,
            .. summary.Recording.Outputs.Where(RecordingLine.IsAmiss).Select(RecordingLine.Of),
        ];
        foreach (var warning in warnings.Take(MostWarnings))
        {
            writer.Write($"\n> ⚠️ {MarkdownText.Of(warning, 1000)}\n");
        }

        if (warnings.Count > MostWarnings)
        {
            writer.Write($"\n{Figures.Count(warnings.Count - MostWarnings)} more warnings are left out.\n");
        }
    }

    private static void WriteTable<T>(TextWriter writer, string title, string head, IReadOnlyList<T> entries, int most, string what, Func<T, string> row) =>
        WriteRows(writer, $"### {title}\n\n{head}", entries, most, what, row);

    private static void WriteRows<T>(TextWriter writer, string head, IReadOnlyList<T> entries, int most, string what, Func<T, string> row)
    {
        if (entries.Count == 0)
        {
            return;
        }

        writer.Write(head);
        foreach (var entry in entries.Take(most))
        {
            writer.Write(row(entry));
        }

        writer.Write("\n");
        if (entries.Count > most)
        {
            writer.Write($"{Figures.Count(entries.Count - most)} more {what} are left out.\n\n");
        }
    }

    private static string Time(RequestSummary request, double time) => request.Count == 0 ? "–" : Figures.Milliseconds(time);
}
