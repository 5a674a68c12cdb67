using System.Buffers;
using System.Runtime.CompilerServices;

namespace Cicada.FastHttp;

/// <summary>
/// Goes through the header lines of a head that is complete: it ends with the first empty line there is. A line is <c>Name: value</c>, its end LF or CR LF, and goes on in the next line
/// where that begins with a space or tab. All of that is what <see cref="SocketsHttpHandler"/> reads.
/// </summary>
/// <param name="head">The head.</param>
/// <param name="start">Where its first header line begins, or the empty line.</param>
internal ref struct HeadLineReader(ReadOnlySpan<byte> head, int start)
{
    /// <summary>What a header's name consists of.</summary>
    public static readonly SearchValues<byte> NameBytes = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly ReadOnlySpan<byte> _head = head;
    private int _at = start;

    /// <summary>The rest of the head, from the line that comes next.</summary>
    public readonly ReadOnlySpan<byte> Rest => _head[_at..];

    /// <summary>The name of the line just read.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value as it was received, with blanks around it and the ends of lines inside where it has several.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <returns>Complete for a line, NeedsMore where the empty line has been reached, Malformed where the next line is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadStatus Next()
    {
        var rest = _head[_at..];
        var length = rest.IndexOfAnyExcept(NameBytes);
        if (length <= 0)
        {
            return IsEmptyLine(rest) ? ReadStatus.NeedsMore : ReadStatus.Malformed;
        }

        var colon = length;
        while (rest[colon] == ' ')
        {
            colon++;
        }

        if (rest[colon] != ':')
        {
            return ReadStatus.Malformed;
        }

        var end = EndOfValue(rest, colon + 1);
        Name = rest[..length];
        Value = rest[(colon + 1)..end];
        _at += end + 1;
        return ReadStatus.Complete;
    }

    /// <summary>Where the LF is that ends a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOfValue(ReadOnlySpan<byte> rest, int start)
    {
        var end = start + rest[start..].IndexOf((byte)'\n');
        while (rest[end + 1] is (byte)' ' or (byte)'\t')
        {
            end += 1 + rest[(end + 1)..].IndexOf((byte)'\n');
        }

        return end;
    }

    /// <summary>Whether this begins with the line that ends a head.</summary>
    public static bool IsEmptyLine(ReadOnlySpan<byte> rest) => rest is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..];
}
