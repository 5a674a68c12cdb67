using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What a run is known to be, from its summary and from its points one by one: nothing here is added up by a database.</summary>
internal sealed record RecordedRun(RunSummary Summary, IReadOnlyList<RecordedRequest> Requests, IReadOnlyList<RecordedRequest> Seconds)
{
    private const string Totals = "(all)";

    public static async Task<RecordedRun> ReadAsync(GrafanaScene scene, RunSummary run)
    {
        var requests = await scene.Influx.RowsAsync("both", $"SELECT \"name\", success, response_length, response_time FROM cicada_requests WHERE run = '{run.Run}'");
        var seconds = await scene.Influx.RowsAsync("both", $"SELECT \"name\", success, bytes, \"count\", p95, \"max\" FROM cicada_request_stats WHERE run = '{run.Run}'");
        return new(
            run,
            [.. requests.Select(row => Of(row, 1, row[4].GetDouble(), row[4].GetDouble()))],
            [.. seconds.Select(row => Of(row, row[4].GetInt64(), row[5].GetDouble(), row[6].GetDouble()))]);
    }

    /// <summary>The requests that a panel of totals is about: those of all names within a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="hasStatistics">Whether there are statistics of each second, which then count; else each request does.</param>
    public IReadOnlyList<RecordedRequest> Within(TimeRange range, bool hasStatistics) =>
        [.. (hasStatistics ? Seconds.Where(second => second.Name == Totals) : Requests).Where(one => IsIn(one, range))];

    /// <summary>The same of some names.</summary>
    public IReadOnlyList<RecordedRequest> Within(TimeRange range, bool hasStatistics, IReadOnlyList<string>? names) =>
        [.. (hasStatistics ? Seconds.Where(second => second.Name != Totals) : Requests).Where(one => IsIn(one, range) && (names is null || names.Contains(one.Name, StringComparer.Ordinal)))];

    private static bool IsIn(RecordedRequest one, TimeRange range) => one.TimeMilliseconds >= range.FromMilliseconds && one.TimeMilliseconds <= range.ToMilliseconds;

    private static RecordedRequest Of(JsonElement[] row, long count, double p95, double max) =>
        new(row[0].GetInt64() / 1_000_000m, row[1].GetString()!, row[2].GetString() == "true", count, row[3].GetInt64(), p95, max);
}
