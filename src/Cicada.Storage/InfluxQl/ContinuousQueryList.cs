namespace Cicada.Storage.InfluxQl;

/// <summary>The continuous queries of all databases, held in memory since they are looked at each second. Safe to use from several threads.</summary>
internal sealed class ContinuousQueryList
{
    // One change after the other, so that memory never says what the file said before.
    private readonly Lock _changing = new();

    private readonly Store _store;
    private volatile IReadOnlyList<ContinuousQuery> _all;

    public ContinuousQueryList(Store store)
    {
        _store = store;
        _all = store.ReadFile(Read);
    }

    /// <summary>All of them, by database in the order they were created.</summary>
    public IReadOnlyList<ContinuousQuery> All => _all;

    /// <summary>Creates one. The same one again is no change.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Create(string database, string name, string text, Func<StoreFile, string?> problem) => Change(file =>
    {
        if (problem(file) is { } wrong)
        {
            return wrong;
        }

        if (file.Catalogue.FindDatabase(database) is not { } owner)
        {
            return $"database not found: {database}";
        }

        if (file.Scalar("SELECT query FROM catalogue.continuous_queries WHERE database = $1 AND name = $2", owner.Id, name) is string existing)
        {
            return existing.Equals(text, StringComparison.OrdinalIgnoreCase) ? null : "continuous query already exists";
        }

        file.Execute("INSERT INTO catalogue.continuous_queries VALUES ($1, $2, $3, NULL)", owner.Id, name, text);
        return null;
    });

    /// <summary>Drops one, if it is there.</summary>
    public void Drop(string database, string name) => Change(file => file.Catalogue.FindDatabase(database) is { } owner
        ? file.Execute("DELETE FROM catalogue.continuous_queries WHERE database = $1 AND name = $2", owner.Id, name)
        : 0);

    /// <summary>Notes that one was run, so that the next start of the process goes on there.</summary>
    public void NoteRun(ContinuousQuery query, long time) => Change(file => file.Catalogue.FindDatabase(query.Database) is { } owner
        ? file.Execute(
            "UPDATE catalogue.continuous_queries SET last_run_ns = $4 WHERE database = $1 AND name = $2 AND query = $3", owner.Id, query.Name, query.Text, time)
        : 0);

    /// <summary>Reads the table anew, after a change that did not come by here.</summary>
    public void Refresh() => _store.ReadFile(file => _all = Read(file));

    private T Change<T>(Func<StoreFile, T> change)
    {
        lock (_changing)
        {
            var answer = _store.ChangeFile(change);
            Refresh();
            return answer;
        }
    }

    private static IReadOnlyList<ContinuousQuery> Read(StoreFile file)
    {
        var rows = file.Query("SELECT database, name, query, last_run_ns FROM catalogue.continuous_queries ORDER BY rowid").ToLookup(row => (int)row[0]!);
        return
        [
            .. file.Catalogue.Databases.SelectMany(database =>
                rows[database.Id].Select(row => new ContinuousQuery(database.Name, (string)row[1]!, (string)row[2]!, (long?)row[3]))),
        ];
    }
}
