using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>What is said about a run in short: everything but its document, which may be long where there are thousands of runs.</summary>
internal sealed record ListedRun
{
    // Texts of cicada_runs and what else is read of it, in the order of the columns below.
    private static readonly string[] Texts = ["host", PointNames.Labels, PointNames.Note, PointNames.State, "ended"];

    /// <summary>The run, without its document.</summary>
    public required StoredRun Stored { get; init; }

    /// <summary>Whether its process wrote its end.</summary>
    public required bool HasEnded { get; init; }

    public required RunState State { get; init; }

    public required int? ExitCode { get; init; }

    public required DateTimeOffset? Ended { get; init; }

    public required int Users { get; init; }

    /// <summary>Its figures in all, as they were written at its end; null where they were not.</summary>
    public RequestSummary? Total { get; init; }

    public IReadOnlyDictionary<string, string> Labels => field ??= RunLabels.Parse(Stored.Labels);

    /// <summary>All runs, newest first.</summary>
    public static IReadOnlyList<ListedRun> ReadAll(StoreFile file)
    {
        if (file.Catalogue.Find(MeasurementNames.Default.Runs) is not { } table || table.Tag(PointNames.Run) is not { } run)
        {
            return [];
        }

        StoreColumn? Find(string field, FieldType type) => table.Field(field) is { } column && column.Type == type ? column : null;
        string Last(string field, FieldType type) => Find(field, type) is { } column ? $"arg_max({column.JoinedName}, p.time)" : "NULL";

        // As in StoredRun: what somebody says about a run goes before what its own process says.
        string Changed(string field) => Find(PointNames.State, FieldType.String) is { } state && Find(field, FieldType.String) is { } column
            ? $"arg_max({column.JoinedName}, p.time) FILTER ({state.JoinedName} IS NULL)"
            : "NULL";
        var summary = Find("summary", FieldType.String) is { } document ? $"coalesce(bool_or({document.JoinedName} IS NOT NULL), false)" : "false";
        var totals = RunTotalRows.Read(file, RequestStatistics.All, RequestStatistics.All);
        var rows = file.Query(
            $"""
            SELECT s.{run.SqlName}, {(table.Tag(PointNames.Test) is { } test ? $"arg_min(s.{test.SqlName}, p.time)" : "NULL")}, min(p.time), max(p.time),
                {Changed(PointNames.Labels)}, {Changed(PointNames.Note)}, {Last(PointNames.Baseline, FieldType.Boolean)},
                {Last("exit_code", FieldType.Integer)}, {Last("users", FieldType.Integer)}, {Last("stored", FieldType.Integer)}, {summary},
                {string.Join(", ", Texts.Select(text => Last(text, FieldType.String)))}
            FROM {table.Joined} WHERE s.{run.SqlName} IS NOT NULL GROUP BY ALL ORDER BY 3 DESC, 1 DESC
            """);
        return [.. rows.Select(row => Of(row, totals.GetValueOrDefault((string)row[0]!), file.Running.Contains((string)row[0]!)))];
    }

    private static ListedRun Of(object?[] row, RequestSummary? total, bool isRecorded)
    {
        var hasEnded = row[10] is true;
        var isRunning = !hasEnded && isRecorded;
        return new ListedRun
        {
            Stored = new StoredRun
            {
                Run = (string)row[0]!,
                Test = (string?)row[1] ?? "",
                Started = UnixTime.At((long)row[2]!),
                LastChange = (long)row[3]!,
                Host = (string?)row[11],
                Labels = (string?)row[4] ?? (string?)row[12] ?? "{}",
                Note = (string?)row[5] ?? (string?)row[13] ?? "",
                Baseline = row[6] is true,
                RequestsStored = hasEnded ? row[9] as long? : null,
                IsRunning = isRunning,
            },
            HasEnded = hasEnded,
            State = hasEnded ? RunStates.Parse((string?)row[14] ?? RunState.Finished.ToWord()) : isRunning ? RunState.Running : RunState.Interrupted,
            ExitCode = hasEnded ? (int?)(row[7] as long?) : null,
            Ended = hasEnded && DateTimeOffset.TryParse((string?)row[15], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var ended) ? ended : null,
            Users = (int)(row[8] as long? ?? 0),
            Total = hasEnded ? total : null,
        };
    }
}
