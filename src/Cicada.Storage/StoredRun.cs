using System.Text.Json;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>What measurement <c>cicada_runs</c> says about a run: the last known value of each field.</summary>
internal sealed record StoredRun
{
    public const string Latest = "latest";

    private const string Stored = "stored";

    // How many candidates a sentence names before it stops.
    private const int Named = 5;

    private RunSummary? _summary;
    private bool _isRead;

    public required string Run { get; init; }

    public required string Test { get; init; }

    public required DateTimeOffset Started { get; init; }

    public string? Host { get; init; }

    /// <summary>When the last point about the run was written, in nanoseconds; a change has to be later.</summary>
    public required long LastChange { get; init; }

    /// <summary>The labels as they are now, as a JSON object.</summary>
    public string Labels { get; init; } = "{}";

    /// <summary>The note as it is now.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether it is the baseline of its test.</summary>
    public bool Baseline { get; init; }

    /// <summary>Whether somebody changed the labels beside the run's own process; the document does not know of it.</summary>
    public bool LabelsChanged { get; init; }

    /// <summary>Whether somebody changed the note beside the run's own process.</summary>
    public bool NoteChanged { get; init; }

    /// <summary>Whether it is being recorded, so that it has no end yet.</summary>
    public bool IsRunning { get; init; }

    /// <summary>The run's document as it was written at its end; null for a run that has none, or one that nobody can read: it may come from elsewhere.</summary>
    public string? Document
    {
        get => Summary is null ? null : Written;
        init => Written = value;
    }

    /// <summary>What is in <see cref="Document"/>.</summary>
    public RunSummary? Summary
    {
        get
        {
            if (!_isRead)
            {
                _isRead = true;
                _summary = Written is null ? null : Read(Written);
            }

            return _summary;
        }
    }

    private string? Written { get; init; }

    /// <summary>How many requests its process said were stored; null for a run that did not come to its end.</summary>
    public long? RequestsStored { get; init; }

    /// <summary>All runs, newest first.</summary>
    /// <param name="file">The store.</param>
    /// <param name="id">Only the run of this id, if there is one; null for all.</param>
    public static IReadOnlyList<StoredRun> ReadAll(StoreFile file, string? id = null)
    {
        // Points may come from elsewhere, and lack what our own have.
        if (file.Catalogue.Find(MeasurementNames.Default.Runs) is not { } table || table.Tag(PointNames.Run) is not { } run)
        {
            return [];
        }

        StoreColumn? Find(string field) =>
            table.Field(field) is { } column && column.Type == (field == PointNames.Baseline ? FieldType.Boolean : field == Stored ? FieldType.Integer : FieldType.String)
                ? column
                : null;

        // arg_max passes over rows without a value, which is what InfluxQL's LAST does.
        string Last(string field) => Find(field) is { } column ? $"arg_max({column.JoinedName}, p.time)" : "NULL";

        // What somebody says about a run goes before what its own process says, even later: that only repeats what it was started with.
        string Changed(string field) => table.Field(PointNames.State) is { } state && Find(field) is not null
            ? $"{Last(field)} FILTER ({state.JoinedName} IS NULL)"
            : "NULL";

        var rows = file.Query(
            $"""
            SELECT s.{run.SqlName}, {(table.Tag(PointNames.Test) is { } test ? $"arg_min(s.{test.SqlName}, p.time)" : "NULL")}, min(p.time),
                {Last("host")}, {Last(PointNames.Labels)}, {Last(PointNames.Note)}, {Last("summary")},
                {Changed(PointNames.Labels)}, {Changed(PointNames.Note)}, {Last(PointNames.Baseline)}, max(p.time), {Last(Stored)}
            FROM {table.Joined} WHERE s.{run.SqlName} {(id is null ? "IS NOT NULL" : "= $1")} GROUP BY ALL ORDER BY 3 DESC, 1 DESC
            """,
            id is null ? [] : [id]);
        return
        [
            .. rows.Select(row => new StoredRun
            {
                Run = (string)row[0]!,
                Test = (string?)row[1] ?? "",
                Started = UnixTime.At((long)row[2]!),
                Host = (string?)row[3],
                Labels = (string?)row[7] ?? (string?)row[4] ?? "{}",
                Note = (string?)row[8] ?? (string?)row[5] ?? "",
                Document = (string?)row[6],
                LabelsChanged = row[7] is not null,
                NoteChanged = row[8] is not null,
                Baseline = row[9] is true,
                IsRunning = row[6] is null && file.Running.Contains((string)row[0]!),
                LastChange = (long)row[10]!,
                RequestsStored = row[6] is null ? null : row[11] as long?,
            }),
        ];
    }

    /// <summary>A document of the run with the labels, the note and the baseline as they are now.</summary>
    public RunSummary Bring(RunSummary document) => document with
    {
        Labels = LabelsChanged ? RunLabels.Parse(Labels) : document.Labels,
        Note = NoteChanged ? Note : document.Note,
        Baseline = Baseline,
    };

    /// <summary>The run meant by an id, the beginning of one, or <see cref="Latest"/>.</summary>
    /// <param name="path">The store, for the message.</param>
    /// <param name="runs">All runs, newest first.</param>
    /// <param name="word">What was asked for.</param>
    public static StoredRun Choose(string path, IReadOnlyList<StoredRun> runs, string word)
    {
        if (runs.Count == 0)
        {
            throw new StoreException($"There is no run in the store '{path}' yet, so there is no '{word}'. Record one, or name another store.");
        }

        if (word == Latest)
        {
            return runs[0];
        }

        if (runs.FirstOrDefault(run => run.Run == word) is { } exact)
        {
            return exact;
        }

        var candidates = runs.Where(run => run.Run.StartsWith(word, StringComparison.Ordinal)).ToList();
        return candidates.Count switch
        {
            1 => candidates[0],
            0 => throw new StoreException(
                $"There is no run '{word}' in the store '{path}'; the newest are {NamesOf(runs)}. Give an id, the beginning of one, or '{Latest}'."),
            _ => throw new StoreException(
                $"{candidates.Count} runs begin with '{word}' in the store '{path}': {NamesOf(candidates)}. Give more of the id."),
        };
    }

    private static RunSummary? Read(string document)
    {
        try
        {
            return RunSummaryJson.Parse(document) is
            {
                Run: not null, Test: not null, Labels: not null, Note: not null, Requests: not null, Total: not null, Failures: not null,
                Warnings: not null, Recording.Outputs: not null,
            } read
                ? read
                : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    private static string NamesOf(IReadOnlyList<StoredRun> runs) =>
        string.Join(", ", runs.Take(Named).Select(run => $"'{run.Run}'")) + (runs.Count > Named ? $" and {runs.Count - Named} more" : "");
}
