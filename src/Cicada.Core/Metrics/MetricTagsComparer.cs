using System.Diagnostics.CodeAnalysis;

namespace Cicada.Metrics;

/// <summary>Compares sets of tags whatever their order, and finds one by tags as they are given, without making an object of them.</summary>
internal sealed class MetricTagsComparer : IEqualityComparer<PointTag[]>, IAlternateEqualityComparer<ReadOnlySpan<(string Key, string Value)>, PointTag[]>
{
    public bool Equals(PointTag[]? x, PointTag[]? y)
    {
        if (x is null || y is null || x.Length != y.Length)
        {
            return x == y;
        }

        foreach (var tag in x)
        {
            if (!y.Contains(tag))
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(ReadOnlySpan<(string Key, string Value)> alternate, PointTag[] other)
    {
        if (alternate.Length != other.Length)
        {
            return false;
        }

        // Of the kept set, no key is there twice; of the given one it is not known.
        foreach (var (key, value) in other)
        {
            if (!alternate.Contains((key, value)))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode([DisallowNull] PointTag[] obj)
    {
        var hash = 0;
        foreach (var (key, value) in obj)
        {
            hash += HashOf(key, value);
        }

        return hash;
    }

    public int GetHashCode(ReadOnlySpan<(string Key, string Value)> alternate)
    {
        var hash = 0;
        foreach (var (key, value) in alternate)
        {
            hash += HashOf(key, value);
        }

        return hash;
    }

    public PointTag[] Create(ReadOnlySpan<(string Key, string Value)> alternate)
    {
        var tags = new PointTag[alternate.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = new PointTag(alternate[i].Key, alternate[i].Value);
        }

        return tags;
    }

    public static bool HaveSameKeys(PointTag[] tags, ReadOnlySpan<(string Key, string Value)> others)
    {
        if (tags.Length != others.Length)
        {
            return false;
        }

        foreach (var (key, _) in tags)
        {
            var isThere = false;
            foreach (var (other, _) in others)
            {
                isThere |= key == other;
            }

            if (!isThere)
            {
                return false;
            }
        }

        return true;
    }

    private static int HashOf(string? key, string? value) => HashCode.Combine(key, value);
}
