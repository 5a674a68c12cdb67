using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Cicada.FastHttp;

/// <summary>
/// Reads the values of those headers that decide how to go on, the way <see cref="SocketsHttpHandler"/> does: a value of which any part is no good counts for nothing. CR, LF and NUL in a
/// value are read as spaces.
/// </summary>
internal static class HeaderList
{
    /// <summary>The number a <c>Content-Length</c> says; false where it is none, or too large for a long.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> value, out long length)
    {
        value = Trim(value);
        length = 0;
        return value.Length is > 0 and <= 19 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(value, out length, out var read) && read == value.Length;
    }

    /// <summary>Whether a list of tokens, as in <c>Connection</c>, has this one, in any case.</summary>
    public static bool Contains(ReadOnlySpan<byte> value, ReadOnlySpan<byte> token)
    {
        var found = false;
        var at = SkipSeparators(value, 0, out _);
        while (at < value.Length)
        {
            var length = TokenLength(value[at..]);
            found |= Ascii.EqualsIgnoreCase(value.Slice(at, length), token);
            at = SkipSeparators(value, at + length, out var separated);
            if (length == 0 || (!separated && at < value.Length))
            {
                return false;
            }
        }

        return found;
    }

    /// <summary>Whether a <c>Transfer-Encoding</c> says chunked, alone or among others, without parameters.</summary>
    public static bool SaysChunked(ReadOnlySpan<byte> value)
    {
        var found = false;
        var at = SkipSeparators(value, 0, out _);
        while (at < value.Length)
        {
            var length = TokenLength(value[at..]);
            if (length == 0)
            {
                return false;
            }

            var coding = value.Slice(at, length);
            at = SkipBlanks(value, at + length);
            if (at < value.Length && value[at] == ';')
            {
                do
                {
                    if (!TryReadPair(value, ref at, out _, out _))
                    {
                        return false;
                    }
                }
                while (at < value.Length && value[at] == ';');
            }
            else
            {
                found |= Ascii.EqualsIgnoreCase(coding, "chunked"u8);
            }

            at = SkipSeparators(value, at, out var separated);
            if (!separated && at < value.Length)
            {
                return false;
            }
        }

        return found;
    }

    /// <summary>What a <c>Keep-Alive</c> says: whether the connection is over already (timeout 0 or 1, or max 0), else in <paramref name="idleSeconds"/> a second less than its timeout, where it has one.</summary>
    public static bool EndsConnection(ReadOnlySpan<byte> value, ref int idleSeconds)
    {
        var idle = idleSeconds;
        var ends = false;
        for (var at = -1; at < value.Length;)
        {
            if (!TryReadPair(value, ref at, out var name, out var said) || (at < value.Length && value[at] != ','))
            {
                return false;
            }

            if (Ascii.EqualsIgnoreCase(name, "timeout"u8))
            {
                if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                {
                    ends |= seconds <= 1;
                    idle = seconds <= 1 ? idle : seconds - 1;
                }
            }
            else if (Ascii.EqualsIgnoreCase(name, "max"u8))
            {
                ends |= said is [(byte)'0'];
            }
        }

        idleSeconds = idle;
        return ends;
    }

    /// <summary>Whether a byte of a value stands for a space.</summary>
    public static bool IsBlank(byte one) => one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0;

    /// <summary>A value without what is blank around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value)
    {
        var start = 0;
        var end = value.Length;
        while (start < end && IsBlank(value[start]))
        {
            start++;
        }

        while (end > start && IsBlank(value[end - 1]))
        {
            end--;
        }

        return value[start..end];
    }

    private static int TokenLength(ReadOnlySpan<byte> value)
    {
        var length = value.IndexOfAnyExcept(HeadLineReader.NameBytes);
        return length < 0 ? value.Length : length;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> value, int at)
    {
        while (at < value.Length && IsBlank(value[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>Past blanks and commas; several commas are one.</summary>
    private static int SkipSeparators(ReadOnlySpan<byte> value, int at, out bool separated)
    {
        separated = false;
        for (at = SkipBlanks(value, at); at < value.Length && value[at] == ','; at = SkipBlanks(value, at + 1))
        {
            separated = true;
        }

        return at;
    }

    /// <summary>Reads <c>name</c> or <c>name=value</c> after the separator at <paramref name="at"/>, and the blanks that follow it.</summary>
    private static bool TryReadPair(ReadOnlySpan<byte> value, ref int at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> said)
    {
        said = default;
        at = SkipBlanks(value, at + 1);
        name = value.Slice(at, TokenLength(value[at..]));
        at = SkipBlanks(value, at + name.Length);
        if (name.IsEmpty || at == value.Length || value[at] != '=')
        {
            return !name.IsEmpty;
        }

        at = SkipBlanks(value, at + 1);
        var length = TokenLength(value[at..]);
        if (length == 0)
        {
            length = QuotedLength(value[at..]);
        }

        said = value.Slice(at, length);
        at = SkipBlanks(value, at + length);
        return length > 0;
    }

    private static int QuotedLength(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value[0] != '"')
        {
            return 0;
        }

        for (var at = 1; at < value.Length; at++)
        {
            // A backslash before the last two bytes takes the next byte with it, where that is ASCII.
            if (value[at] == '\\' && at + 2 < value.Length && value[at + 1] <= 127)
            {
                at++;
            }
            else if (value[at] == '"')
            {
                return at + 1;
            }
        }

        return 0;
    }
}
