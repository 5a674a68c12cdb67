using System.Globalization;

namespace Cicada.Storage.Writing;

/// <summary>
/// Counts the series of a database, of which most will never be near a limit: it holds an upper bound, and looks into the tables only when that is reached. For one
/// thread at a time, which holds <see cref="LineIntake.Admission"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="database">The database.</param>
/// <param name="limits">The limits.</param>
internal sealed class SeriesCensus(ILineStore store, string database, SeriesLimits limits)
{
    // Of series as numbers that say nothing, by the name of their measurement and policy.
    private readonly HashSet<UInt128> _seen = [];
    private readonly Dictionary<(string Policy, string Measurement), long> _bounds = [];
    private readonly Dictionary<(string Policy, string Measurement), Dictionary<string, HashSet<string>>> _values = [];
    private readonly List<(string Policy, LineSeries Series)> _admitted = []; // of the batch at hand
    private bool _isExact; // for the batch at hand
    private long _bound = -1;

    /// <summary>Another batch comes.</summary>
    public void BeginBatch()
    {
        _admitted.Clear();
        _isExact = false;
    }

    /// <summary>Takes out of a block the points that would make one series too many.</summary>
    public void Admit(string policy, PointBlock block, WriteRefusals refusals)
    {
        HashSet<int>? refused = null;
        SeriesIndex? there = null;
        var first = "";
        var isBegun = false;
        for (var i = 0; i < block.Keys.Count; i++)
        {
            var key = block.Keys[i];
            if (_seen.Contains(key.Identity(policy)))
            {
                continue;
            }

            if (!isBegun)
            {
                Begin(policy, block.Measurement);
                isBegun = true;
            }

            if (_isExact || _bound >= limits.PerDatabase)
            {
                CountExactly();
                there ??= Resolved(policy, block.Measurement, block.Keys);
            }

            if (there?.Knows(key.Tags) != true)
            {
                if (ReasonAgainst(policy, key) is { } reason)
                {
                    (refused ??= []).Add(i);
                    first = first.Length == 0 ? reason : first;
                    continue;
                }

                _admitted.Add((policy, key));
            }

            _seen.Add(key.Identity(policy));
        }

        if (refused is not null)
        {
            refusals.TooManySeries(first, block.Remove(row => refused.Contains(block.Series[row])));
        }
    }

    private void Begin(string policy, string measurement)
    {
        if (_bound < 0)
        {
            _bound = CountAll();
        }

        if (!_bounds.ContainsKey((policy, measurement)))
        {
            _bounds.Add((policy, measurement), store.Look(catalogue => catalogue.Find(database, policy, measurement) is { } table ? Count(table) : 0));
        }
    }

    private string? ReasonAgainst(string policy, LineSeries series)
    {
        if (_bound >= limits.PerDatabase)
        {
            return string.Create(CultureInfo.InvariantCulture, $"max-series-per-database limit exceeded: ({limits.PerDatabase})");
        }

        var place = (policy, series.Measurement);
        if (_bounds[place] >= limits.ValuesPerTag && ReasonAgainstValues(place, series) is { } reason)
        {
            return reason;
        }

        _bound++;
        _bounds[place]++;
        return null;
    }

    private string? ReasonAgainstValues((string Policy, string Measurement) place, LineSeries series)
    {
        if (!_values.TryGetValue(place, out var values))
        {
            store.MergeAll();
            values = store.Look(catalogue => catalogue.Find(database, place.Policy, place.Measurement) is { } table ? ValuesOf(table) : []);
            _values.Add(place, values);
        }

        foreach (var tag in series.Tags)
        {
            if (values.TryGetValue(tag.Key, out var known) && known.Count >= limits.ValuesPerTag && !known.Contains(tag.Value))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"max-values-per-tag limit exceeded ({known.Count}/{limits.ValuesPerTag}): measurement=\"{series.Measurement}\" tag=\"{tag.Key}\" value=\"{tag.Value}\"");
            }
        }

        foreach (var tag in series.Tags)
        {
            if (!values.TryGetValue(tag.Key, out var known))
            {
                values.Add(tag.Key, known = new(StringComparer.Ordinal));
            }

            known.Add(tag.Value);
        }

        return null;
    }

    private long CountAll() => store.Look(catalogue => catalogue.Measurements(database).Sum(Count));

    private long Count(MeasurementTable table) => Convert.ToInt64(store.File.Scalar($"SELECT count(*) FROM data.{table.SeriesTable}"), CultureInfo.InvariantCulture);

    // Once a batch: what was counted twice, in the tables and as seen for the first time, is so no more.
    private void CountExactly()
    {
        if (_isExact)
        {
            return;
        }

        store.MergeAll();
        _bound = CountAll();
        foreach (var group in _admitted.GroupBy(entry => (entry.Policy, entry.Series.Measurement), entry => entry.Series))
        {
            var there = Resolved(group.Key.Policy, group.Key.Measurement, group);
            _bound += group.Count(series => there?.Knows(series.Tags) != true);
        }

        _isExact = true;
    }

    private SeriesIndex? Resolved(string policy, string measurement, IEnumerable<LineSeries> keys) => store.Look(catalogue =>
    {
        if (catalogue.Find(database, policy, measurement) is not { } table)
        {
            return null;
        }

        // Tags that have no column yet are of no series that is there.
        var index = SeriesIndex.Begin(store.File, table);
        index.Resolve(keys.Where(key => key.Tags.All(tag => table.Tag(tag.Key) is not null)).Select(key => key.Tags));
        return index;
    });

    private Dictionary<string, HashSet<string>> ValuesOf(MeasurementTable table) => table.Tags.ToDictionary(
        tag => tag.Name,
        tag => store.File.Query($"SELECT DISTINCT {tag.SqlName} FROM data.{table.SeriesTable} WHERE {tag.SqlName} IS NOT NULL").Select(row => (string)row[0]!).ToHashSet(StringComparer.Ordinal),
        StringComparer.Ordinal);
}
