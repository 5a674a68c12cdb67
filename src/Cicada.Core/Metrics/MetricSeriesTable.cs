using System.Collections.Concurrent;

namespace Cicada.Metrics;

/// <summary>
/// The series of one metric by their tags, whatever the order of these. Their number is bounded, because each is a point a second in every output: a tag that
/// carries an id would otherwise make one for each value.
/// </summary>
internal sealed class MetricSeriesTable
{
    private static readonly MetricTagsComparer Comparer = new();

    private readonly Metric _metric;
    private readonly int _maximum;
    private readonly MetricSeries _untagged;
    private readonly ConcurrentDictionary<PointTag[], MetricSeries> _byTags = new(Comparer);
    private readonly ConcurrentDictionary<PointTag[], MetricSeries>.AlternateLookup<ReadOnlySpan<(string Key, string Value)>> _lookup;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private MetricSeries[] _others = [];
    private int _count;
    private long _capped;

    public MetricSeriesTable(Metric metric, int maximum)
    {
        _metric = metric;
        _maximum = maximum;
        _untagged = new MetricSeries(metric, []);
        _lookup = _byTags.GetAlternateLookup<ReadOnlySpan<(string Key, string Value)>>();
    }

    /// <summary>Values that were recorded under <c>__other__</c> because the sets of tags had run out.</summary>
    public long Capped => Volatile.Read(ref _capped);

    /// <summary>The series of a set of tags.</summary>
    /// <exception cref="ArgumentException">A tag cannot be one.</exception>
    public MetricSeries Find(ReadOnlySpan<(string Key, string Value)> tags) =>
        tags.IsEmpty ? _untagged
        : _lookup.TryGetValue(tags, out var known) ? known
        : FindOther(tags) ?? Add(tags);

    // Where there are many sets, the way to their common one must not lead through a lock.
    private MetricSeries? FindOther(ReadOnlySpan<(string Key, string Value)> tags)
    {
        foreach (var other in Volatile.Read(ref _others))
        {
            if (MetricTagsComparer.HaveSameKeys(other.Tags, tags))
            {
                Interlocked.Increment(ref _capped);
                return other;
            }
        }

        return null;
    }

    private MetricSeries Add(ReadOnlySpan<(string Key, string Value)> tags)
    {
        OwnDataRules.RequireMetricTags(_metric, tags);
        lock (_gate)
        {
            if (_lookup.TryGetValue(tags, out var known))
            {
                return known;
            }

            RequireFewKeys(tags);
            if (_count >= _maximum)
            {
                Interlocked.Increment(ref _capped);
                return Other(tags);
            }

            _count++;
            var given = new PointTag[tags.Length];
            for (var i = 0; i < given.Length; i++)
            {
                given[i] = new PointTag(tags[i].Key, OwnDataRules.Valid(tags[i].Value));
            }

            // An empty value is the same as no tag; the set as it was given then is another name of the series without it.
            var series = Array.FindAll(given, tag => tag.Value.Length > 0) is { Length: var length } said && length < given.Length
                ? length == 0 ? _untagged : _byTags.GetOrAdd(said, all => new MetricSeries(_metric, all))
                : new MetricSeries(_metric, given);
            _byTags[Array.ConvertAll(tags.ToArray(), tag => new PointTag(tag.Key, tag.Value))] = series;
            return series;
        }
    }

    private MetricSeries Other(ReadOnlySpan<(string Key, string Value)> tags)
    {
        var keys = new PointTag[tags.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new PointTag(tags[i].Key, ErrorClass.Other);
        }

        var others = Volatile.Read(ref _others);
        if (Array.Find(others, one => Comparer.Equals(one.Tags, keys)) is { } known)
        {
            return known;
        }

        var other = new MetricSeries(_metric, keys);
        Volatile.Write(ref _others, [.. others, other]);
        return other;
    }

    // Each key is a column wherever there are columns, and each combination of keys has a common set of its own.
    private void RequireFewKeys(ReadOnlySpan<(string Key, string Value)> tags)
    {
        foreach (var (key, _) in tags)
        {
            if (!_keys.Contains(key))
            {
                if (_keys.Count == OwnDataRules.MostMetricTags)
                {
                    throw new ArgumentException(
                        $"The metric '{_metric.Name}' has {_keys.Count} tags already ({string.Join(", ", _keys.Order(StringComparer.Ordinal).Select(one => $"'{one}'"))}) and is given another, '{key}'; "
                        + $"expected {OwnDataRules.MostMetricTags} at the most over the run. Make it a value of a tag, or another metric.",
                        nameof(tags));
                }

                _keys.Add(key);
            }
        }
    }
}
