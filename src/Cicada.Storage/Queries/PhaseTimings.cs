using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>
/// The phases of each request: from the seconds where they say over how many requests their means are, else from the requests themselves, so that no mean is
/// weighed wrongly as long as there is a way.
/// </summary>
internal sealed class PhaseTimings(QueryScope scope)
{
    private static readonly string[] Phases = ["dns", "connect", "tls", "first_byte"];

    private readonly RecordedRun _run = scope.Run;

    public RequestTimings Read()
    {
        var isMerged = scope.Source == PercentileSource.Merged && (!_run.HasRequests || SecondsSayHowMany());
        var rows = (isMerged ? OfSeconds() : OfRequests()).ToLookup(row => IsTotal(row.Key), row => RowOf(row.Key, row.Sums));
        return new RequestTimings
        {
            Total = rows[true].FirstOrDefault() ?? RowOf((RequestStatistics.All, RequestStatistics.All), default),
            Rows = [.. rows[false].OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.RequestType, StringComparer.Ordinal)],
        };
    }

    private static bool IsTotal((string Type, string Name) key) => key == (RequestStatistics.All, RequestStatistics.All);

    private static TimingRow RowOf((string Type, string Name) key, Sums sums)
    {
        double? Mean(int phase) => sums.Times?[phase] is (var sum, > 0) time ? sum / time.Count : null;
        return new TimingRow
        {
            RequestType = key.Type,
            Name = key.Name,
            Count = sums.Count,
            Response = sums.Count > 0 ? sums.Response / sums.Count : null,
            Connections = sums.Times?[OutcomeFigures.Connect].Count ?? 0,
            Dns = Mean(OutcomeFigures.Dns),
            Connect = Mean(OutcomeFigures.Connect),
            Tls = Mean(OutcomeFigures.Tls),
            FirstByte = Mean(OutcomeFigures.FirstByte),
        };
    }

    private bool SecondsSayHowMany()
    {
        var table = _run.Statistics!;
        var unsaid = Phases.Where(phase => table.Field($"{phase}_mean") is not null).Select(phase => table.Field($"{phase}_count") is { } count
            ? $"({table.Field($"{phase}_mean")!.SqlName} IS NOT NULL AND {count.SqlName} IS NULL)"
            : $"{table.Field($"{phase}_mean")!.SqlName} IS NOT NULL").ToList();
        return unsaid.Count == 0 || _run.File.Scalar(
            $"SELECT 1 FROM data.{table.PointsTable} WHERE series IN ({RecordedRun.ListOf(_run.Series)}) AND ({string.Join(" OR ", unsaid)}) LIMIT 1") is null;
    }

    private IEnumerable<((string, string) Key, Sums Sums)> OfSeconds()
    {
        var table = _run.Statistics!;
        string Field(string name) => table.Field(name)?.SqlName ?? "NULL::DOUBLE";
        var phases = string.Join(", ", Phases.Select(phase => (Mean: Field($"{phase}_mean"), Count: MergedCourse.PhaseCount(table, phase)))
            .Select(phase => $"CAST(coalesce(sum({phase.Mean} * {phase.Count}), 0) AS DOUBLE), CAST(coalesce(sum({phase.Count}), 0) AS BIGINT)"));
        var (named, together) = (scope.NamedSeries, scope.TogetherSeries);
        var rows = _run.File.Query(
            $"""
            SELECT series, CAST(coalesce(sum({Field("count")}), 0) AS BIGINT), CAST(coalesce(sum({Field("mean")} * {Field("count")}), 0) AS DOUBLE), {phases}
            FROM data.{table.PointsTable} WHERE series IN ({RecordedRun.ListOf(named.Concat(together).Distinct())}) AND {scope.Window.OfSeconds("time")} GROUP BY 1
            """).ToDictionary(row => (int)row[0]!, row => SumsOf(row, at: 1));
        IEnumerable<Sums> Sums(IEnumerable<RecordedSeries> series) => series.Where(one => rows.ContainsKey(one.Id)).Select(one => rows[one.Id]);
        return named.GroupBy(one => (one.RequestType, one.Name)).Select(one => (one.Key, Together(Sums(one))))
            .Append(((RequestStatistics.All, RequestStatistics.All), Together(Sums(together))))
            .Where(row => row.Item2.Count > 0);
    }

    private IEnumerable<((string, string) Key, Sums Sums)> OfRequests()
    {
        if (_run.Requests is not { } table)
        {
            return [];
        }

        string Tag(string name) => table.Tag(name) is { } column ? $"coalesce(s.{column.SqlName}, '')" : "''";
        string Field(string name) => table.Field(name) is { } column ? column.JoinedName : "NULL::DOUBLE";
        var phases = string.Join(", ", Phases.Select(phase => Field($"{phase}_time")).Select(time => $"coalesce(sum({time}), 0), count({time})"));
        var (condition, values) = scope.Requests(table);
        var rows = _run.File.Query(
            $"""
            SELECT {Tag(PointNames.RequestType)}, {Tag(PointNames.Name)}, count(*), coalesce(sum({Field(PointNames.ResponseTime)}), 0), {phases}
            FROM {table.Joined} WHERE {condition} AND {scope.Window.OfRequests("p.time")} GROUP BY 1, 2
            """,
            values).Select(row => (Key: ((string)row[0]!, (string)row[1]!), Sums: SumsOf(row, at: 2))).ToList();
        return rows.Append(((RequestStatistics.All, RequestStatistics.All), Together(rows.Select(row => row.Sums)))).Where(row => row.Item2.Count > 0);
    }

    private static Sums SumsOf(object?[] row, int at) => new(
        (long)row[at]!,
        (double)row[at + 1]!,
        [.. Enumerable.Range(0, OutcomeFigures.Phases).Select(i => ((double)row[at + 2 + (2 * i)]!, (long)row[at + 3 + (2 * i)]!))]);

    private static Sums Together(IEnumerable<Sums> some)
    {
        var (count, response, times) = (0L, 0.0, new (double Sum, long Count)[OutcomeFigures.Phases]);
        foreach (var one in some)
        {
            count += one.Count;
            response += one.Response;
            for (var i = 0; i < times.Length; i++)
            {
                times[i] = (times[i].Sum + one.Times[i].Sum, times[i].Count + one.Times[i].Count);
            }
        }

        return new Sums(count, response, times);
    }

    private readonly record struct Sums(long Count, double Response, (double Sum, long Count)[] Times);
}
