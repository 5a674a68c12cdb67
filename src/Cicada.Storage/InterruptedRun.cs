using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// The document of a run whose process ended without writing one, computed from the requests that reached the store.
/// Percentiles are exact: the smallest stored time that so many per cent of all do not exceed.
/// </summary>
internal static class InterruptedRun
{
    /// <param name="file">The store.</param>
    /// <param name="run">The run.</param>
    /// <param name="figures">Another way to the figures, given the seconds the run has lasted; null, or where it gives null, the requests themselves.</param>
    public static RunSummary Summarize(
        StoreFile file, StoredRun run, Func<double, (IReadOnlyList<RequestSummary> Requests, RequestSummary Total)?>? figures = null)
    {
        var last = LastPoint(file, run);
        var (requests, total) = figures?.Invoke((last - run.Started).TotalSeconds) ?? Figures(file, run);
        var spooled = file.Spooled.GetValueOrDefault(run.Run);
        return new RunSummary
        {
            Run = run.Run,
            Test = run.Test,
            State = RunState.Interrupted,
            ExitCode = null,
            Started = run.Started,
            Ended = last,
            Users = MostUsers(file, run),
            Host = run.Host,
            Labels = RunLabels.Parse(run.Labels),
            Note = run.Note,
            Requests = requests,
            Total = total,
            Failures = Failures(file, run),
            Metrics = StoredMetrics.Read(file, run.Run),
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
        if (Requests(file) is not { } table)
        {
            object?[] none = [0L, 0L, null, null, null, null, null];
            return ([], FigureRow.Request(RequestStatistics.All, RequestStatistics.All, none, at: 0, seconds: 0));
        }

        string Tag(string name) => $"s.{table.Tag(name)!.SqlName}";
        string Field(string name) => table.Field(name)!.JoinedName;

        // One pass: a line for each request and, by the empty grouping set, one for all. Requests a second are per second from
        // the first start to the last completion of the whole run, so that the lines add up to the total.
        var time = Field(PointNames.ResponseTime);
        var rows = file.Query(
            $"""
            SELECT {Tag(PointNames.RequestType)}, {Tag(PointNames.Name)},
                count(*), count(*) FILTER ({Tag(PointNames.Success)} = '{PointNames.Failed}'),
                avg({time}), min({time}), max({time}),
                quantile_disc({time}, [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]),
                CAST(sum({Field(PointNames.ResponseLength)}) AS BIGINT),
                min(p.time - CAST(1e6 * coalesce({Field(PointNames.ServiceTime)}, {time}) AS BIGINT)), max(p.time), grouping({Tag(PointNames.Name)})
            FROM {table.Joined} WHERE {Tag(PointNames.Run)} = $1
            GROUP BY GROUPING SETS (({Tag(PointNames.RequestType)}, {Tag(PointNames.Name)}), ())
            """,
            run.Run).ToList();

        var all = rows.Single(row => (long)row[11]! != 0);
        var seconds = (long)all[2]! == 0 ? 0 : ((long)all[10]! - (long)all[9]!) / 1e9;
        var requests = rows.Where(row => (long)row[11]! == 0)
            .Select(row => FigureRow.Request((string?)row[0] ?? "", (string?)row[1] ?? "", row, at: 2, seconds))
            .OrderBy(request => request.RequestType, StringComparer.Ordinal)
            .ThenBy(request => request.Name, StringComparer.Ordinal);
        return ([.. requests], FigureRow.Request(RequestStatistics.All, RequestStatistics.All, all, at: 2, seconds));
    }

    /// <summary>Failures by kind, most frequent first.</summary>
    public static IReadOnlyList<FailureSummary> Failures(StoreFile file, StoredRun run)
    {
        if (Requests(file) is not { } table)
        {
            return [];
        }

        string Tag(string name) => $"s.{table.Tag(name)!.SqlName}";
        var rows = file.Query(
            $"""
            SELECT {Tag(PointNames.RequestType)}, {Tag(PointNames.Name)}, {Tag(PointNames.Exception)},
                arg_min({table.Field(PointNames.Detail)!.JoinedName}, p.time), count(*), min(p.time), max(p.time)
            FROM {table.Joined} WHERE {Tag(PointNames.Run)} = $1 AND {Tag(PointNames.Success)} = '{PointNames.Failed}'
            GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1, 2, 3
            """,
            run.Run);
        return [.. rows.Select(FigureRow.Failure)];
    }

    /// <summary>The most users there were at one time.</summary>
    public static int MostUsers(StoreFile file, StoredRun run)
    {
        if (file.Catalogue.Find(MeasurementNames.Default.Users) is not { } table || table.Field("count") is not { } count || table.Tag(PointNames.Run) is not { } tag)
        {
            return 0;
        }

        var most = file.Scalar(
            $"""
            SELECT CAST(max(users) AS BIGINT) FROM
                (SELECT sum({count.JoinedName}) AS users FROM {table.Joined}
                WHERE s.{tag.SqlName} = $1 GROUP BY p.time)
            """,
            run.Run);
        return (int)(most as long? ?? 0);
    }

    private static DateTimeOffset LastPoint(StoreFile file, StoredRun run)
    {
        var last = UnixTime.Nanoseconds(run.Started);
        foreach (var table in file.Catalogue.Measurements(Catalogue.RunsDatabase))
        {
            // What is said about a run may be said years later, and users give their own points any time they like.
            if (table.Name != MeasurementNames.Default.Runs && MeasurementSchema.Find(table.Name) is not null && table.Tag(PointNames.Run) is { } tag)
            {
                last = Math.Max(last, file.Scalar($"SELECT max(p.time) FROM {table.Joined} WHERE s.{tag.SqlName} = $1", run.Run) as long? ?? 0);
            }
        }

        return UnixTime.At(last);
    }

    // A run that was sent from elsewhere may have been sent without its requests.
    private static MeasurementTable? Requests(StoreFile file) => file.Catalogue.Find(MeasurementNames.Default.Requests);
}
