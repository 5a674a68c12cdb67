namespace Cicada.Storage.InfluxQl;

/// <summary>The order InfluxDB has texts in, that of their bytes in UTF-8.</summary>
internal sealed class TextOrder : IComparer<string>
{
    public static TextOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length - right.Length;
        }

        // Pairs of surrogates stand for what comes behind everything else, though their code units are not the highest.
        var (one, other) = (left[same], right[same]);
        return char.IsSurrogate(one) == char.IsSurrogate(other) ? one - other : char.IsSurrogate(one) ? 1 : -1;
    }
}
