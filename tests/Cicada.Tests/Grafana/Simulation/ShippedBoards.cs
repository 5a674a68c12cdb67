using Cicada.TestSupport;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>The boards that come with Cicada, and what is known of what they have to show.</summary>
internal static class ShippedBoards
{
    private const string Run = "cicada-run";
    private const string Request = "cicada-request";
    private const string Compare = "cicada-compare";
    private const string Generator = "cicada-generator";
    private const string Trend = "cicada-trend";

    public static IReadOnlyList<Board> All { get; } =
        [.. Directory.GetFiles(RepositoryRoot.Combine("grafana", "dashboards"), "*.json").Order(StringComparer.Ordinal).Select(path => Board.Parse(File.ReadAllText(path)))];

    /// <summary>Panels with figures nobody knows beforehand, or known elsewhere: it is only seen to that they show something and say the same over both back ends.</summary>
    public static IReadOnlySet<(string Board, string Panel)> OnlySeen { get; } = new HashSet<(string, string)>
    {
        (Compare, "Successful requests per second"), (Compare, "Failed requests per second"), (Compare, "p50, worst second"),
        (Generator, "Is the result valid?"), (Generator, "When it was tight"), (Generator, "Processor"), (Generator, "Lateness"), (Generator, "Pauses of garbage collection"),
        (Generator, "Waiting work"), (Generator, "Memory"), (Generator, "Connections"), (Generator, "Samples"), (Generator, "Users by worker"),
        (Request, "p95 by name, worst second"), (Request, "Response times of failed requests"), (Request, "Mean response time"), (Request, "Where the time goes"),
        (Request, "Failure ratio"), (Request, "Size of an answer"),
        (Run, "What was run"), (Run, "Failure ratio"), (Run, "What happened"),
        (Trend, "Failure ratio"), (Trend, "p95 by request"), (Trend, "Failure ratio by request"), (Trend, "Runs"),
    };

    public static BoardProof Proof(GrafanaScene scene) => new(scene)
    {
        Totals =
        [
            PanelTotal.OfSum(Run, "Requests", null, what => what.Count()),
            PanelTotal.OfSum(Run, "Failed", null, what => what.Count(false) / what.Count()),
            PanelTotal.OfHighest(Run, "Response time, p95", null, what => what.Run.Summary.Total.P95),
            PanelTotal.OfHighest(Run, "Response time, p99", null, what => what.Run.Summary.Total.P99),
            PanelTotal.OfRate(Run, "Requests per second, peak", null, what => what.Count()),
            PanelTotal.OfRate(Run, "Requests per second and users", "successful", what => what.Count(true)),
            PanelTotal.OfRate(Run, "Requests per second and users", "failed", what => what.Count(false)),
            PanelTotal.OfHighest(Run, "Response times", "p95", what => what.HasStatistics ? what.WorstP95(true) : null),
            PanelTotal.OfHighest(Run, "Response times", "max", what => what.Max(true)),
            PanelTotal.OfHighest(Run, "Response times of failed requests", "max", what => what.Max(false)),
            PanelTotal.OfRate(Run, "Answers by status", null, what => what.Count()),
            PanelTotal.OfSum(Run, "Distribution of response times", null, what => what.Count()),
            PanelTotal.OfRate(Run, "Received", null, what => what.Bytes()),
            PanelTotal.OfRate(Run, "Failures by kind", null, what => what.FailuresBySecond),
            new(Run, "Requests within the range of time", view => RowsBut(view, "Requests", "Name", "(all)"), what => what.Count()),
            new(Run, "Requests within the range of time", view => RowsBut(view, "Received", "Name", "(all)"), what => what.Bytes()),
            new(Run, "Requests within the range of time", view => RowsBut(view, "Failures", "Name", "(all)"), what => what.Count(false)),
            new(Run, "What failed", view => RowsBut(view, "Occurrences", "Name", "(all)"), what => what.FailuresBySecond),
            PanelTotal.OfRate(Request, "Requests per second by name", null, what => what.CountOfChosen()),
            PanelTotal.OfRate(Request, "Answers by status", null, what => what.CountOfChosen()),
            PanelTotal.OfRate(Request, "Received", null, what => what.BytesOfChosen),
            PanelTotal.OfRate(Request, "Failures by kind", null, what => what.FailuresBySecondOfChosen),
            PanelTotal.OfSum(Request, "Distribution of response times", null, what => what.CountOfChosen()),
            new(Request, "What failed", view => RowsBut(view, "Occurrences", "Name", "(all)"), what => what.FailuresBySecondOfChosen),
            PanelTotal.OfHighest(Request, "Response times", "max", what => what.MaxOfChosen),
            PanelTotal.OfHighest(Compare, "p95, worst second", "base", what => what.WorstP95OfWhole(scene.First)),
            PanelTotal.OfHighest(Compare, "p95, worst second", "candidate", what => what.WorstP95OfWhole(scene.Second)),
            PanelTotal.OfSum(Trend, "Requests", null, what => Ended(scene, what).Sum(run => run.Total.Count)),
            PanelTotal.OfSum(Trend, "Requests per second", null, what => Ended(scene, what).Sum(run => run.Total.Rps)),
            PanelTotal.OfHighest(Trend, "Response times", $"{GrafanaScene.Shop} p95", what => Ended(scene, what).Max(run => run.Total.P95)),
            PanelTotal.OfHighest(Compare, "Base, p95", null, _ => scene.First.Total.P95),
            PanelTotal.OfHighest(Compare, "Base, requests per second", null, _ => scene.First.Total.Rps),
            PanelTotal.OfHighest(Compare, "Candidate, p95", null, _ => scene.Second.Total.P95),
            PanelTotal.OfHighest(Compare, "Candidate, requests per second", null, _ => scene.Second.Total.Rps),
            PanelTotal.OfHighest(Run, "Verdict", null, what => what.Run.Summary.ExitCode),
            PanelTotal.OfHighest(Compare, "Base", null, _ => scene.First.ExitCode),
            PanelTotal.OfHighest(Compare, "Candidate", null, _ => scene.Second.ExitCode),
            PanelTotal.OfHighest(Generator, "Verdict", null, what => what.Run.Summary.ExitCode),
        ],
        Tables =
        [
            new(Run, "Requests of the whole run", "Name", Figures()) { HasTotal = true },
            new(Request, "Final figures", "Name", Figures()) { IsOfChosen = true },
            new(Compare, "Base and candidate, each request", "Name", Compared("base")) { Run = scene.First, HasTotal = true },
            new(Compare, "Base and candidate, each request", "Name", Compared("candidate")) { Run = scene.Second, HasTotal = true },
        ],
        IsLegitimatelyEmpty = IsLegitimatelyEmpty,
    };

    // Runs of the test that ended within the range.
    private static IEnumerable<RunSummary> Ended(GrafanaScene scene, RequestSelection what) => scene.Runs.Where(run =>
        run.Test == what.Run.Summary.Test && run.Ended!.Value.ToUnixTimeMilliseconds() <= what.Situation.Range.ToMilliseconds && run.Ended.Value.ToUnixTimeMilliseconds() >= what.Situation.Range.FromMilliseconds);

    private static Dictionary<string, Func<RequestSummary, double>> Figures() => new()
    {
        ["Requests"] = request => request.Count,
        ["Failures"] = request => request.Failures,
        ["Requests/s"] = request => request.Rps,
        ["Mean"] = request => request.Mean,
        ["p50"] = request => request.P50,
        ["p95"] = request => request.P95,
        ["p99"] = request => request.P99,
        ["Max"] = request => request.Max,
    };

    private static Dictionary<string, Func<RequestSummary, double>> Compared(string side) => new()
    {
        [$"Requests/s, {side}"] = request => request.Rps,
        [$"p50, {side}"] = request => request.P50,
        [$"p95, {side}"] = request => request.P95,
        [$"p99, {side}"] = request => request.P99,
        [$"Failed, {side}"] = request => (double)request.Failures / request.Count,
    };

    // Nothing has failed, so there is nothing to say about it; nothing happened in the middle of a run; and in a history there are only runs that have ended.
    private static bool IsLegitimatelyEmpty(string board, string panel, RequestSelection what) => (board, panel) switch
    {
        (Request, "Response times of failed requests" or "Failure ratio") => what.CountOfChosen(false) == 0,
        (Request, "Failures by kind" or "What failed") => what.FailuresBySecondOfChosen == 0,
        (Trend, _) => what.Situation.Range.ToMilliseconds < what.Run.Summary.Ended!.Value.ToUnixTimeMilliseconds(),
        (Run, "What happened") => what.Situation.Range.FromMilliseconds > what.Run.Summary.Started.ToUnixTimeMilliseconds(),
        _ => false,
    };

    private static double RowsBut(PanelView view, string column, string nameColumn, string left)
    {
        var (values, names) = (view.Frames[0][column].Values, view.Frames[0][nameColumn].Values);
        return values.Zip(names).Where(row => !Equals(row.Second, left)).Sum(row => row.First as double? ?? 0);
    }
}
