using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>The summary of a run for a person.</summary>
internal sealed class SummaryView(RunSummary summary)
{
    private const int KindsOfFailures = 20;

    /// <summary>Prints it.</summary>
    public void Write(IAnsiConsole console)
    {
        foreach (var part in Render(console.Profile.Width))
        {
            console.Write(part);
        }
    }

    /// <summary>Its parts from top to bottom.</summary>
    public IEnumerable<IRenderable> Render(int width)
    {
        yield return Head(width);
        foreach (var table in new RequestTable(summary).Render(width))
        {
            yield return table;
        }

        if (summary.Arrivals is { } arrivals)
        {
            yield return new Text(ArrivalsLine.Of(arrivals) + "\n", arrivals.Dropped > 0 ? Colours.Bad : Colours.Strong);
            if (summary.Total.Service is { } service)
            {
                yield return new Text(ArrivalsLine.Of(service) + "\n", Colours.Quiet);
            }
        }

        if (summary.Limit is { } limit)
        {
            yield return new LimitTable(limit).Render();
            yield return new Text("Limit: " + PlainText.Of(limit.ToString(), 1000) + "\n", limit.LastGood is null ? Colours.Bad : Colours.Strong);
        }

        if (summary.Transactions.Count > 0)
        {
            foreach (var table in new RequestTable(summary with { Requests = summary.Transactions }, areTransactions: true).Render(width))
            {
                yield return table;
            }
        }

        if (summary.Checks.Count > 0)
        {
            yield return new CheckTable(summary.Checks).Render(width);
        }

        if (summary.Metrics.Count > 0)
        {
            yield return new MetricTable(summary.Metrics).Render(width);
        }

        if (summary.Failures.Count > 0)
        {
            yield return FailureTable.Of(summary.Failures, KindsOfFailures, width);
        }

        if (summary.UserErrors.Count > 0)
        {
            yield return FailureTable.Of(summary.UserErrors, KindsOfFailures, width);
        }

        if (summary.Thresholds.Count > 0)
        {
            yield return ThresholdTable.Of(summary.Thresholds, width);
        }

        if (summary.Comparison is { } comparison)
        {
            yield return new Text(PlainText.Of($"Compared with {comparison.Base}{TotalOf(comparison)}", 400) + "\n", Colours.Strong);
            if (comparison.Regressions.Count > 0)
            {
                yield return RegressionTable.Of(comparison.Regressions);
            }

            foreach (var warning in comparison.Warnings)
            {
                yield return new Text("! " + PlainText.Of(warning, 1000) + "\n", Colours.Warning);
            }
        }

        foreach (var warning in summary.Warnings)
        {
            yield return new Text("! " + PlainText.Of(warning, 1000) + "\n", Colours.Warning);
        }

        foreach (var output in summary.Recording.Outputs.Where(RecordingLine.IsAmiss))
        {
            yield return new Text("! " + RecordingLine.Of(output) + "\n", Colours.Bad);
        }
    }

    private static string TotalOf(ComparisonSummary comparison)
    {
        string[] shown = ["rps", "failures", "p50", "p95", "p99"];
        var parts = comparison.Total.Where(difference => shown.Contains(difference.Figure))
            .Select(difference => $"{difference.Figure} {DifferenceText.Change(difference)}{(DifferenceText.Meaning(difference) is { Length: > 0 } meaning ? $", {meaning}" : "")}").ToList();
        return parts.Count > 0 ? ": " + string.Join(" · ", parts) : "";
    }

    private Text Head(int width)
    {
        var duration = summary.Ended is { } ended ? $" after {Figures.Duration(ended - summary.Started)}" : "";
        var window = summary.Window is { } part
            ? $" · from {Figures.Duration(TimeSpan.FromSeconds(part.From))} to {Figures.Duration(TimeSpan.FromSeconds(part.To))}"
            : "";
        var baseline = summary.Baseline ? " · baseline of its test" : "";
        var verdict = summary.Verdict switch
        {
            Verdict.Passed => ", thresholds passed",
            Verdict.Failed => ", thresholds failed",
            Verdict.GeneratorLimited => ", limited by the load generator",
            _ => "",
        };
        var host = summary.Host is null ? "" : $" · {summary.Host}";
        var labels = summary.Labels.Count == 0 ? "" : " · " + string.Join(", ", summary.Labels.Select(label => $"{label.Key}={label.Value}"));
        var note = summary.Note.Length == 0 ? "" : " · " + summary.Note;
        return new Text(
            PlainText.Of($"{summary.Test} · {summary.Run} · {summary.State.ToWord()}{verdict}{duration}{window}{baseline} · {Users()}{host}{labels}{note}", Math.Max(width * 3, 200)) + "\n",
            Colours.Strong);
    }

    private string Users() => summary.Users == 1 ? "1 user" : Figures.Count(summary.Users) + " users";
}
