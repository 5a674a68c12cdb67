using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Cicada.Influx;

/// <content>
/// Finds the parts of a record and what is wrong with it. A server looks at escapes in two ways: in measurement and tags a character is
/// escaped when the one before it is a backslash, in fields a backslash takes the next character with it. So do we.
/// </content>
public sealed partial class LineProtocolReader
{
    private const string InvalidNumber = "invalid number";

    /// <summary>Finds measurement and tags, and sorts the tags.</summary>
    private string? ScanKey(ReadOnlySpan<byte> record, int start, out int measurementEnd, out int end)
    {
        _tags.Clear();
        measurementEnd = end = start;
        if (start >= record.Length || record[start] == (byte)',')
        {
            return "missing measurement";
        }

        measurementEnd = end = EndOf(record, start, ", "u8);
        if (end == record.Length)
        {
            return MissingFields;
        }

        while (record[end] == (byte)',')
        {
            end++;
            if (ScanTag(record, ref end) is { } reason)
            {
                return reason;
            }
        }

        if (SortTags(record) is { } twice)
        {
            return twice;
        }

        return end - start > LineProtocolLimits.KeyLength ? KeyTooLong(end - start) : null;
    }

    private string? ScanTag(ReadOnlySpan<byte> record, ref int at)
    {
        var keyStart = at;
        if (at >= record.Length || record[at] is (byte)' ' or (byte)',' or (byte)'=')
        {
            return "missing tag key";
        }

        at = EndOf(record, at, ",= "u8);
        if (at == record.Length || record[at] != (byte)'=')
        {
            return "missing tag value";
        }

        var keyEnd = at++;
        if (at >= record.Length || record[at] is (byte)',' or (byte)' ')
        {
            return "missing tag value";
        }

        var valueStart = at;
        at = EndOf(record, at, ",= "u8);
        if (at == record.Length)
        {
            return MissingFields;
        }

        if (record[at] == (byte)'=')
        {
            return "invalid tag format";
        }

        _tags.Add(new(keyStart, keyEnd, valueStart, at));
        return null;
    }

    /// <summary>The end of a text of at least one byte: where one of some bytes stands unescaped, or the end of the record.</summary>
    private static int EndOf(ReadOnlySpan<byte> record, int at, ReadOnlySpan<byte> ends)
    {
        while (true)
        {
            var length = record[(at + 1)..].IndexOfAny(ends);
            if (length < 0)
            {
                return record.Length;
            }

            at += length + 1;
            if (record[at - 1] != (byte)'\\')
            {
                return at;
            }
        }
    }

    private string? SortTags(ReadOnlySpan<byte> record)
    {
        var tags = CollectionsMarshal.AsSpan(_tags);
        for (var i = 1; i < tags.Length; i++)
        {
            var order = Key(record, tags[i - 1]).SequenceCompareTo(Key(record, tags[i]));
            if (order == 0)
            {
                return "duplicate tags";
            }

            if (order > 0)
            {
                Sort(record, tags);
                i = 0;
            }
        }

        return null;
    }

    // A span cannot be caught in a comparison; a record has few tags, or somebody wants to tease us: then a heap keeps it from being slow.
    private static void Sort(ReadOnlySpan<byte> record, Span<TagPlace> tags)
    {
        for (var root = (tags.Length / 2) - 1; root >= 0; root--)
        {
            Sink(record, tags, root);
        }

        for (var last = tags.Length - 1; last > 0; last--)
        {
            (tags[0], tags[last]) = (tags[last], tags[0]);
            Sink(record, tags[..last], 0);
        }
    }

    private static void Sink(ReadOnlySpan<byte> record, Span<TagPlace> heap, int root)
    {
        int child;
        while ((child = (2 * root) + 1) < heap.Length)
        {
            if (child + 1 < heap.Length && Key(record, heap[child]).SequenceCompareTo(Key(record, heap[child + 1])) < 0)
            {
                child++;
            }

            if (Key(record, heap[root]).SequenceCompareTo(Key(record, heap[child])) >= 0)
            {
                return;
            }

            (heap[root], heap[child]) = (heap[child], heap[root]);
            root = child;
        }
    }

    private static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> record, TagPlace tag) => record[tag.KeyStart..tag.KeyEnd];

    /// <summary>Finds the end of the fields, which begin at <paramref name="at"/>.</summary>
    private static string? ScanFields(ReadOnlySpan<byte> record, ref int at)
    {
        var quoted = false;
        var equals = 0;
        var commas = 0;
        while (at < record.Length)
        {
            var b = record[at];
            if (b == (byte)'\\' && at + 1 < record.Length)
            {
                at += 2;
                continue;
            }

            if (quoted || b == (byte)'"')
            {
                quoted ^= b == (byte)'"' && equals > commas;
            }
            else if (b == (byte)'=')
            {
                equals++;
                if (record[at - 1] is (byte)' ' or (byte)',' && record[at - 2] != (byte)'\\')
                {
                    return "missing field key";
                }

                if (at + 1 >= record.Length || record[at + 1] is (byte)',' or (byte)' ')
                {
                    return "missing field value";
                }

                var next = record[at + 1];
                if (next != (byte)'"')
                {
                    at++;
                    var reason = IsNumeric(next) || next is (byte)'-' or (byte)'N' or (byte)'n' ? ScanNumber(record, ref at) : ScanBoolean(record, ref at);
                    if (reason is not null)
                    {
                        return reason;
                    }

                    continue;
                }
            }
            else if (b == (byte)',')
            {
                commas++;
            }
            else if (b == (byte)' ')
            {
                break;
            }

            at++;
        }

        if (quoted)
        {
            return "unbalanced quotes";
        }

        return equals == 0 || commas != equals - 1 ? "invalid field format" : null;
    }

    private static string? ScanNumber(ReadOnlySpan<byte> record, ref int at)
    {
        var text = record[at..EndOfWord(record, at)];
        at += text.Length;

        var digits = text.TrimStart((byte)'-');
        if (text.Length - digits.Length > 1)
        {
            return InvalidNumber;
        }

        var integer = digits.Length > 0 && digits[^1] == (byte)'i';
        if (integer)
        {
            digits = digits[..^1];
            if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return InvalidNumber;
            }

            return long.TryParse(text[..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? null
                : $"unable to parse integer {Encoding.UTF8.GetString(text[..^1])}: {Unparsable(text[..^1])}";
        }

        return IsLikeFloat(digits, out var scientific) switch
        {
            false => InvalidNumber,
            true when (scientific || digits.Length >= LongFloat) && !LineProtocolNumber.TryReadFloat(text, out _) => "invalid float",
            _ => null,
        };
    }

    // Below this many characters, and without an exponent, digits are always a number within range.
    private const int LongFloat = 25;

    /// <summary>Whether the characters are those of a float, at most one of them a point. Exponents may still be in wrong places.</summary>
    private static bool IsLikeFloat(ReadOnlySpan<byte> text, out bool scientific)
    {
        scientific = false;
        var points = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b is (byte)'e' or (byte)'E')
            {
                scientific = true;
            }
            else if (b is (byte)'+' or (byte)'-')
            {
                if (i == 0 || text[i - 1] is not ((byte)'e' or (byte)'E'))
                {
                    return false;
                }
            }
            else if (!IsNumeric(b))
            {
                return false;
            }

            points += b == (byte)'.' ? 1 : 0;
        }

        return points <= 1 && text.Length > points;
    }

    private static string? ScanBoolean(ReadOnlySpan<byte> record, ref int at)
    {
        var text = record[at..EndOfWord(record, at)];
        at += text.Length;
        var known = text.SequenceEqual("t"u8) || text.SequenceEqual("true"u8) || text.SequenceEqual("T"u8) || text.SequenceEqual("True"u8)
            || text.SequenceEqual("TRUE"u8) || text.SequenceEqual("f"u8) || text.SequenceEqual("false"u8) || text.SequenceEqual("F"u8)
            || text.SequenceEqual("False"u8) || text.SequenceEqual("FALSE"u8);
        return known ? null : "invalid boolean";
    }

    private static int EndOfWord(ReadOnlySpan<byte> record, int at)
    {
        var length = record[at..].IndexOfAny((byte)',', (byte)' ');
        return length < 0 ? record.Length : at + length;
    }

    private static bool IsNumeric(byte b) => b is (>= (byte)'0' and <= (byte)'9') or (byte)'.';

    private static int IndexOfEquals(ReadOnlySpan<byte> text) => text is [] or [(byte)'=', ..] ? 0 : EndOf(text, 0, "="u8);

    private static int EndOfValue(ReadOnlySpan<byte> fields)
    {
        var comma = fields.IndexOf((byte)',');
        var end = comma < 0 ? fields.Length : comma;
        if (!fields[..end].ContainsAny((byte)'"', (byte)'\\'))
        {
            return end;
        }

        var quoted = false;
        for (var i = 0; i < fields.Length; i++)
        {
            switch (fields[i])
            {
                case (byte)'\\' when i + 1 < fields.Length && fields[i + 1] is (byte)'"' or (byte)'\\':
                    i++;
                    break;
                case (byte)'"':
                    quoted = !quoted;
                    break;
                case (byte)',' when !quoted:
                    return i;
            }
        }

        return fields.Length;
    }
}
