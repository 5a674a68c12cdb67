namespace Cicada.Storage.InfluxQl;

/// <summary>
/// Series that queries have read, kept as long as nothing changes: the panels of a board ask about the same ones. Safe to use from several threads; those who use it see the
/// store as it was at the same time.
/// </summary>
internal sealed class KeptSeries
{
    private const int Most = 64;

    private const int MostRows = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SeriesRows> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeExtent> _extents = new(StringComparer.Ordinal);

    /// <summary>How many points a table has, and between which times.</summary>
    public TimeExtent ExtentOf(string table, Func<TimeExtent> read)
    {
        lock (_gate)
        {
            if (_extents.TryGetValue(table, out var known))
            {
                return known;
            }
        }

        var extent = read();
        lock (_gate)
        {
            _extents[table] = extent;
        }

        return extent;
    }

    /// <summary>The series a query asks for.</summary>
    /// <param name="asked">The query.</param>
    /// <param name="read">Reads them, where they are not kept.</param>
    public SeriesRows Of(SeriesSql asked, Func<SeriesRows> read)
    {
        // The tables and columns stand in its text under names that are theirs alone. Parameters cannot have a NUL.
        var key = string.Join('\0', asked.Query.Parameters.Prepend(asked.Query.Text));
        lock (_gate)
        {
            if (_kept.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        var rows = read();
        if (rows.Ids.Length <= MostRows)
        {
            lock (_gate)
            {
                if (_kept.Count < Most)
                {
                    _kept.TryAdd(key, rows);
                }
            }
        }

        return rows;
    }
}
