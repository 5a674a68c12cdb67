using System.Diagnostics.CodeAnalysis;
using Cicada.Influx;

namespace Cicada.Storage.InfluxQl;

/// <summary>Compares lists of tag values.</summary>
internal sealed class TagValues : IEqualityComparer<string?[]>, IComparer<string[]>
{
    private static readonly TagValues Instance = new();

    public static IEqualityComparer<string?[]> Equality => Instance;

    /// <summary>By the bytes of UTF-8, as Go compares texts.</summary>
    public static IComparer<string[]> Order => Instance;

    public bool Equals(string?[]? x, string?[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] string?[] values)
    {
        var hash = new HashCode();
        foreach (var value in values)
        {
            hash.Add(value, StringComparer.Ordinal!);
        }

        return hash.ToHashCode();
    }

    public int Compare(string[]? x, string[]? y)
    {
        for (var i = 0; i < x!.Length; i++)
        {
            if (ByteOrder.Instance.Compare(x[i], y![i]) is var order and not 0)
            {
                return order;
            }
        }

        return 0;
    }
}
