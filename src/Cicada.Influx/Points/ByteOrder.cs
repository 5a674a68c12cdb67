namespace Cicada.Influx;

/// <summary>The order InfluxDB has texts in: that of their bytes in UTF-8. Surrogates stand behind all other characters then, and not before some of them.</summary>
internal sealed class ByteOrder : IComparer<string>
{
    public static ByteOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length ? left.Length - right.Length : Rank(left[common]) - Rank(right[common]);
    }

    private static int Rank(char character) => char.IsSurrogate(character) ? character + char.MaxValue : character;
}
