namespace Cicada.Csv;

/// <summary>The texts of the files of <c>--csv</c>, column by column as Locust writes them.</summary>
internal static class CsvReports
{
    /// <summary>The percentiles of Locust's files.</summary>
    public static readonly IReadOnlyList<double> Percentiles = [50, 66, 75, 80, 90, 95, 98, 99, 99.9, 99.99, 100];

    private static readonly string[] PercentileHeads = ["50%", "66%", "75%", "80%", "90%", "95%", "98%", "99%", "99.9%", "99.99%", "100%"];

    private static readonly string[] RequestHeads =
    [
        "Type", "Name", "Request Count", "Failure Count", "Median Response Time", "Average Response Time", "Min Response Time", "Max Response Time",
        "Average Content Size", "Requests/s", "Failures/s", .. PercentileHeads,
    ];

    private static readonly string[] HistoryHeads =
    [
        "Timestamp", "User Count", "Type", "Name", "Requests/s", "Failures/s", .. PercentileHeads, "Total Request Count", "Total Failure Count",
        "Total Median Response Time", "Total Average Response Time", "Total Min Response Time", "Total Max Response Time", "Total Average Content Size",
    ];

    /// <summary><c>_stats.csv</c>: a line for each request name, and a last one for all together.</summary>
    public static void WriteRequests(TextWriter writer, LiveSnapshot snapshot)
    {
        CsvLine.Write(writer, RequestHeads);
        foreach (var request in snapshot.Requests)
        {
            WriteRequest(writer, request, CsvText.Safe(request.Figures.RequestType), CsvText.Safe(request.Figures.Name));
        }

        WriteRequest(writer, snapshot.Total, "", Aggregated);
    }

    /// <summary><c>_failures.csv</c>: a line for each kind of failure.</summary>
    public static void WriteFailures(TextWriter writer, LiveSnapshot snapshot)
    {
        CsvLine.Write(writer, ["Method", "Name", "Error", "Occurrences", "First Seen", "Last Seen"]);
        foreach (var failure in snapshot.Failures)
        {
            CsvLine.Write(writer,
            [
                CsvText.Safe(failure.RequestType), CsvText.Safe(failure.Name), CsvText.Safe(Terminal.FailureTable.Reason(failure.Exception, failure.Message)),
                CsvText.Count(failure.Occurrences), CsvText.Seconds(failure.FirstSeen), CsvText.Seconds(failure.LastSeen),
            ]);
        }
    }

    /// <summary><c>_exceptions.csv</c>: a line for each kind of exception from users' tasks.</summary>
    public static void WriteExceptions(TextWriter writer, LiveSnapshot snapshot)
    {
        CsvLine.Write(writer, ["Count", "Message", "Traceback", "Nodes"]);
        foreach (var error in snapshot.UserErrors)
        {
            CsvLine.Write(writer, [CsvText.Count(error.Occurrences), CsvText.Safe(error.Message), CsvText.Safe(error.Traceback), "local"]);
        }
    }

    /// <summary>The first line of <c>_stats_history.csv</c>.</summary>
    public static void WriteHistoryHead(TextWriter writer) => CsvLine.Write(writer, HistoryHeads);

    /// <summary>
    /// What a second adds to <c>_stats_history.csv</c>: all requests together, after each name with a full history. As in Locust's
    /// file without a full history, the percentiles are those since the statistics began; the rates are those of the last ten seconds.
    /// </summary>
    public static void WriteHistory(TextWriter writer, LiveSnapshot snapshot, DateTimeOffset now, bool full)
    {
        if (full)
        {
            foreach (var request in snapshot.Requests)
            {
                WriteHistory(writer, snapshot, request, now, CsvText.Safe(request.Figures.RequestType), CsvText.Safe(request.Figures.Name));
            }
        }

        WriteHistory(writer, snapshot, snapshot.Total, now, "", Aggregated);
    }

    private const string Aggregated = "Aggregated";

    private static void WriteRequest(TextWriter writer, LiveRequest request, string type, string name)
    {
        var figures = request.Figures;
        CsvLine.Write(writer,
        [
            type, name, CsvText.Count(figures.Count), CsvText.Count(figures.Failures), .. Times(figures),
            CsvText.Number(figures.Rps), CsvText.Number(figures.Count == 0 ? 0 : figures.Rps * figures.Failures / figures.Count), .. Of(request),
        ]);
    }

    private static void WriteHistory(TextWriter writer, LiveSnapshot snapshot, LiveRequest request, DateTimeOffset now, string type, string name)
    {
        var figures = request.Figures;
        CsvLine.Write(writer,
        [
            CsvText.Count(now.ToUnixTimeSeconds()), CsvText.Count(snapshot.Users), type, name,
            CsvText.Number(request.CurrentRps), CsvText.Number(request.CurrentFailuresPerSecond), .. Of(request),
            CsvText.Count(figures.Count), CsvText.Count(figures.Failures), .. Times(figures),
        ]);
    }

    private static IEnumerable<string> Times(RequestSummary figures) =>
    [
        CsvText.Number(figures.P50), CsvText.Number(figures.Mean), CsvText.Number(figures.Min), CsvText.Number(figures.Max),
        CsvText.Number(figures.Count == 0 ? 0 : (double)figures.Bytes / figures.Count),
    ];

    private static IEnumerable<string> Of(LiveRequest request) =>
        request.Figures.Count == 0 ? Percentiles.Select(_ => "N/A") : request.Percentiles.Select(CsvText.Number);
}
