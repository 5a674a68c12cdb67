using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>What measurement <c>cicada_runs</c> says about a run: the last known value of each field.</summary>
internal sealed record StoredRun
{
    public const string Latest = "latest";

    // How many candidates a sentence names before it stops.
    private const int Named = 5;

    public required string Run { get; init; }

    public required string Test { get; init; }

    public required DateTimeOffset Started { get; init; }

    public string? Host { get; init; }

    public string Labels { get; init; } = "{}";

    public string Note { get; init; } = "";

    /// <summary>The run's document as it was written at its end; null for a run that has none.</summary>
    public string? Document { get; init; }

    /// <summary>All runs, newest first.</summary>
    public static IReadOnlyList<StoredRun> ReadAll(StoreFile file)
    {
        if (file.Catalogue.Find(MeasurementNames.Default.Runs) is not { } table)
        {
            return [];
        }

        // arg_max passes over rows without a value, which is what InfluxQL's LAST does.
        string Last(string field) => table.Field(field) is { } column ? $"arg_max(p.{column.SqlName}, p.time)" : "NULL::VARCHAR";

        var rows = file.Query(
            $"""
            SELECT s.{table.Tag(PointNames.Run)!.SqlName}, s.{table.Tag(PointNames.Test)!.SqlName}, min(p.time),
                {Last("host")}, {Last("labels")}, {Last("note")}, {Last("summary")}
            FROM {table.Joined} GROUP BY ALL ORDER BY 3 DESC, 1 DESC
            """);
        return
        [
            .. rows.Select(row => new StoredRun
            {
                Run = (string)row[0]!,
                Test = (string?)row[1] ?? "",
                Started = UnixTime.At((long)row[2]!),
                Host = (string?)row[3],
                Labels = (string?)row[4] ?? "{}",
                Note = (string?)row[5] ?? "",
                Document = (string?)row[6],
            }),
        ];
    }

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

    private static string NamesOf(IReadOnlyList<StoredRun> runs) =>
        string.Join(", ", runs.Take(Named).Select(run => $"'{run.Run}'")) + (runs.Count > Named ? $" and {runs.Count - Named} more" : "");
}
