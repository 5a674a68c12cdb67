namespace Cicada.Influx.Streams;

/// <summary>Compares texts as their UTF-8 bytes compare. Surrogates stand behind all other characters then, and not before some of them.</summary>
internal static class ByteOrder
{
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static int Rank(char character) => char.IsSurrogate(character) ? character + char.MaxValue : character;
}
