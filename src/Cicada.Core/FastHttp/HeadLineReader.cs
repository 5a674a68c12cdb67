using System.Buffers;

namespace Cicada.FastHttp;

/// <summary>
/// Goes through the header lines of a head that is complete: it ends with the first empty line there is. A line is <c>Name: value</c>, its end LF or CR LF, and goes on in the next line
/// where that begins with a space or tab; so <see cref="SocketsHttpHandler"/> reads it. Bytes that are no head end it somewhere, and do no more.
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

    /// <summary>Whether the empty line has been reached, and nothing before that was no header.</summary>
    public readonly bool IsAtEnd => IsEmptyLine(Rest);

    /// <summary>Reads the next line; false where it is none.</summary>
    public bool Next()
    {
        var rest = _head[_at..];
        var length = rest.IndexOfAnyExcept(NameBytes);
        if (length <= 0)
        {
            return false;
        }

        var colon = length;
        while (colon < rest.Length && rest[colon] == ' ')
        {
            colon++;
        }

        var end = colon < rest.Length && rest[colon] == ':' ? EndOfValue(rest, colon + 1) : -1;
        if (end < 0)
        {
            return false;
        }

        Name = rest[..length];
        Value = rest[(colon + 1)..end];
        _at += end + 1;
        return true;
    }

    /// <summary>Where the LF is that ends a value; -1 where there is none, which is so in what is no head.</summary>
    public static int EndOfValue(ReadOnlySpan<byte> rest, int start)
    {
        var end = start;
        while (end < rest.Length)
        {
            var length = rest[end..].IndexOf((byte)'\n');
            if (length < 0)
            {
                break;
            }

            end += length + 1;
            if (end == rest.Length || rest[end] is not ((byte)' ' or (byte)'\t'))
            {
                return end - 1;
            }
        }

        return -1;
    }

    /// <summary>Whether this begins with the line that ends a head.</summary>
    public static bool IsEmptyLine(ReadOnlySpan<byte> rest) => rest is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..];
}
