using System.Diagnostics.CodeAnalysis;

namespace Cicada.Influx.Streams;

/// <summary>Equality of series by name and tags, for lookups.</summary>
internal sealed class SeriesEquality : IEqualityComparer<StreamSeries>
{
    public static SeriesEquality Instance { get; } = new();

    public bool Equals(StreamSeries? x, StreamSeries? y) => x is null ? y is null : y is not null && x.IsSame(y);

    public int GetHashCode([DisallowNull] StreamSeries obj)
    {
        var hash = new HashCode();
        hash.Add(obj.Name);
        foreach (var value in obj.Values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
