using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// The document of a run whose process ended without writing one, computed from the requests that reached the store.
/// Percentiles are exact: the smallest stored time that so many per cent of all do not exceed.
/// </summary>
internal static class InterruptedRun
{
    public static RunSummary Summarize(StoreFile file, StoredRun run)
    {
        var (requests, total) = Figures(file, run);
        var spooled = file.Spooled.GetValueOrDefault(run.Run);
        return new RunSummary
        {
            Run = run.Run,
            Test = run.Test,
            State = RunState.Interrupted,
            ExitCode = null,
            Started = run.Started,
            Ended = LastPoint(file, run),
            Users = MostUsers(file, run),
            Host = run.Host,
            Labels = RunLabels.Parse(run.Labels),
            Note = run.Note,
            Requests = requests,
            Total = total,
            Failures = Failures(file, run),
            Warnings =
            [
                Sentence(file, total.Count, spooled),
            ],
            Recording = RecordingOf(total.Count, spooled),
        };
    }

    private static string Sentence(StoreFile file, long count, long spooled)
    {
        const string Ended = "The process of this run ended without closing it; the figures are those of the";
        return spooled == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Ended} {count} requests that reached the store.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Ended} {count} requests that reached the store or, {spooled} of them, wait in the spool beside '{file.Path}'. Keep it: the next run takes them in.");
    }

    /// <summary>The accounts of samples that have all reached the store or its spool.</summary>
    public static RecordingSummary RecordingOf(long count, long spooled) => new()
    {
        Recorded = count,
        Stored = count - spooled,
        Spooled = spooled,
        Dropped = 0,
        Rejected = 0,
        Outputs =
        [
            new OutputSummary { Name = RecordingSummary.StoreName, Recorded = count, Stored = count - spooled, Spooled = spooled, Dropped = 0, Rejected = 0 },
        ],
    };

    private static (IReadOnlyList<RequestSummary> Requests, RequestSummary Total) Figures(StoreFile file, StoredRun run)
    {
        var table = Requests(file);
        string Tag(string name) => $"s.{table.Tag(name)!.SqlName}";
        string Field(string name) => $"p.{table.Field(name)!.SqlName}";

        // One pass: a line for each request and, by the empty grouping set, one for all. Requests a second are per second from
        // the first start to the last completion of the whole run, so that the lines add up to the total.
        var time = Field(PointNames.ResponseTime);
        var rows = file.Query(
            $"""
            SELECT {Tag(PointNames.RequestType)}, {Tag(PointNames.Name)},
                count(*), count(*) FILTER ({Tag(PointNames.Success)} = '{PointNames.Failed}'),
                min(p.time - CAST(1e6 * coalesce({Field(PointNames.ServiceTime)}, {time}) AS BIGINT)), max(p.time),
                avg({time}), min({time}), max({time}),
                quantile_disc({time}, [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]),
                CAST(sum({Field(PointNames.ResponseLength)}) AS BIGINT), grouping({Tag(PointNames.Name)})
            FROM {table.Joined} WHERE {Tag(PointNames.Run)} = $1
            GROUP BY GROUPING SETS (({Tag(PointNames.RequestType)}, {Tag(PointNames.Name)}), ())
            """,
            run.Run).ToList();

        var all = rows.Single(row => (long)row[11]! != 0);
        var seconds = (long)all[2]! == 0 ? 0 : ((long)all[5]! - (long)all[4]!) / 1e9;
        var requests = rows.Where(row => (long)row[11]! == 0)
            .Select(row => FiguresOf((string?)row[0] ?? "", (string?)row[1] ?? "", row, seconds))
            .OrderBy(request => request.RequestType, StringComparer.Ordinal)
            .ThenBy(request => request.Name, StringComparer.Ordinal);
        return ([.. requests], FiguresOf(RequestStatistics.All, RequestStatistics.All, all, seconds));
    }

    private static RequestSummary FiguresOf(string requestType, string name, object?[] row, double seconds)
    {
        var percentiles = row[9] is List<double> found ? found : [0, 0, 0, 0, 0, 0];
        return new RequestSummary
        {
            RequestType = requestType,
            Name = name,
            Count = (long)row[2]!,
            Failures = (long)row[3]!,
            Rps = seconds > 0 ? (long)row[2]! / seconds : 0,
            Mean = row[6] as double? ?? 0,
            Min = row[7] as double? ?? 0,
            Max = row[8] as double? ?? 0,
            P50 = percentiles[0],
            P75 = percentiles[1],
            P90 = percentiles[2],
            P95 = percentiles[3],
            P99 = percentiles[4],
            P999 = percentiles[5],
            Bytes = row[10] as long? ?? 0,
        };
    }

    /// <summary>Failures by kind, most frequent first.</summary>
    public static IReadOnlyList<FailureSummary> Failures(StoreFile file, StoredRun run)
    {
        var table = Requests(file);
        string Tag(string name) => $"s.{table.Tag(name)!.SqlName}";
        var rows = file.Query(
            $"""
            SELECT {Tag(PointNames.RequestType)}, {Tag(PointNames.Name)}, {Tag(PointNames.Exception)},
                arg_min(p.{table.Field(PointNames.Detail)!.SqlName}, p.time), count(*), min(p.time), max(p.time)
            FROM {table.Joined} WHERE {Tag(PointNames.Run)} = $1 AND {Tag(PointNames.Success)} = '{PointNames.Failed}'
            GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1, 2, 3
            """,
            run.Run);
        return
        [
            .. rows.Select(row => new FailureSummary
            {
                RequestType = (string?)row[0] ?? "",
                Name = (string?)row[1] ?? "",
                Exception = (string?)row[2] ?? "",
                Message = (string?)row[3] ?? "",
                Occurrences = (long)row[4]!,
                FirstSeen = UnixTime.At((long)row[5]!),
                LastSeen = UnixTime.At((long)row[6]!),
            }),
        ];
    }

    /// <summary>The most users there were at one time.</summary>
    public static int MostUsers(StoreFile file, StoredRun run)
    {
        if (file.Catalogue.Find(MeasurementNames.Default.Users) is not { } table)
        {
            return 0;
        }

        var most = file.Scalar(
            $"""
            SELECT CAST(max(users) AS BIGINT) FROM
                (SELECT sum(p.{table.Field("count")!.SqlName}) AS users FROM {table.Joined}
                WHERE s.{table.Tag(PointNames.Run)!.SqlName} = $1 GROUP BY p.time)
            """,
            run.Run);
        return (int)(most as long? ?? 0);
    }

    private static DateTimeOffset LastPoint(StoreFile file, StoredRun run)
    {
        var last = UnixTime.Nanoseconds(run.Started);
        foreach (var table in file.Catalogue.Measurements(Catalogue.RunsDatabase))
        {
            // What is said about a run may be said years later.
            if (table.Name != MeasurementNames.Default.Runs && table.Tag(PointNames.Run) is { } tag)
            {
                last = Math.Max(last, file.Scalar($"SELECT max(p.time) FROM {table.Joined} WHERE s.{tag.SqlName} = $1", run.Run) as long? ?? 0);
            }
        }

        return UnixTime.At(last);
    }

    private static MeasurementTable Requests(StoreFile file) =>
        file.Catalogue.Find(MeasurementNames.Default.Requests)
        ?? throw new StoreException(
            $"The store '{file.Path}' has runs, but no measurement '{MeasurementNames.Default.Requests}'; "
            + "it was changed by another program. Restore it from a copy.");
}
