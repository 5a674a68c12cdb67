using System.Collections.Concurrent;

namespace Cicada.Metrics;

/// <summary>
/// What has been written to one measurement of users' own: its keys, each of which is a column wherever there are columns, and its sets of tags, each of which is a
/// series. Both are bounded.
/// </summary>
internal sealed class OwnMeasurement(string name, int maximumSeries)
{
    private const int MostKeys = 1_000;

    private static readonly MetricTagsComparer Comparer = new();

    private readonly ConcurrentDictionary<string, bool> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PointTag[], PointTag[]> _series = new(Comparer);
    private int _count;
    private long _capped;

    /// <summary>Points whose tags became <c>__other__</c>.</summary>
    public long Capped => Volatile.Read(ref _capped);

    /// <summary>The tags of a point's series, which all its points share: the ones given, or <c>__other__</c> where there are too many.</summary>
    /// <exception cref="ArgumentException">A key is one too many.</exception>
    public PointTag[] Admit(PointTag[] tags, PointField[] fields)
    {
        foreach (var field in fields)
        {
            RequireKnown(field.Key);
        }

        if (tags.Length == 0)
        {
            return tags;
        }

        if (_series.TryGetValue(tags, out var known))
        {
            return known;
        }

        foreach (var tag in tags)
        {
            RequireKnown(tag.Key);
        }

        if (Volatile.Read(ref _count) < maximumSeries)
        {
            Interlocked.Increment(ref _count);
            return _series.GetOrAdd(tags, tags);
        }

        Interlocked.Increment(ref _capped);
        return Array.ConvertAll(tags, tag => new PointTag(tag.Key, ErrorClass.Other));
    }

    private void RequireKnown(string key)
    {
        if (!_keys.ContainsKey(key) && (_keys.Count >= MostKeys || !_keys.TryAdd(key, true)) && !_keys.ContainsKey(key))
        {
            throw new ArgumentException(
                $"The points of '{name}' have {MostKeys} tags and fields in this run already, and one more is given: '{key}'. A name with an id in it makes one for each. Make the id a value.",
                nameof(key));
        }
    }
}
