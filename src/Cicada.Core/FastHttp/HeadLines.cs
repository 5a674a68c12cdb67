using System.Text;
using System.Text.Unicode;

namespace Cicada.FastHttp;

/// <summary>
/// The headers of a head that <see cref="HeadReader"/> has read, as text: Latin-1, and a <c>Location</c> UTF-8 where it is that, as the default client shows them. Values are as they were
/// received, without blanks around them; what goes on in a further line, and NUL and CR, show as spaces.
/// </summary>
internal static class HeadLines
{
    /// <summary>A header's value, several joined by commas; null where there is none.</summary>
    /// <param name="head">The head.</param>
    /// <param name="name">The header's name, in any case.</param>
    public static string? Find(ReadOnlySpan<byte> head, string name)
    {
        string? found = null;
        List<string>? several = null;
        var lines = LinesOf(head);
        while (lines.Next())
        {
            if (Ascii.EqualsIgnoreCase(lines.Name, name))
            {
                var text = TextOf(lines);
                if (found is null)
                {
                    found = text;
                }
                else
                {
                    (several ??= [found]).Add(text);
                }
            }
        }

        return several is null ? found : string.Join(", ", several);
    }

    /// <summary>Each value of a header, in order.</summary>
    /// <param name="head">The head.</param>
    /// <param name="name">The header's name, in any case.</param>
    public static IEnumerable<string> FindAll(ReadOnlyMemory<byte> head, string name)
    {
        var found = new List<string>();
        var lines = LinesOf(head.Span);
        while (lines.Next())
        {
            if (Ascii.EqualsIgnoreCase(lines.Name, name))
            {
                found.Add(TextOf(lines));
            }
        }

        return found;
    }

    /// <summary>All headers; names in order of their first appearance and as they are written there.</summary>
    /// <param name="head">The head.</param>
    public static IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> All(ReadOnlyMemory<byte> head)
    {
        var all = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        var places = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        var lines = LinesOf(head.Span);
        while (lines.Next())
        {
            var name = Encoding.ASCII.GetString(lines.Name);
            if (!places.TryGetValue(name, out var values))
            {
                places.Add(name, values = []);
                all.Add(new(name, values));
            }

            values.Add(TextOf(lines));
        }

        return all;
    }

    private static HeadLineReader LinesOf(ReadOnlySpan<byte> head) => new(head, head.IndexOf((byte)'\n') + 1);

    private static string TextOf(HeadLineReader line)
    {
        var value = Trim(line.Value);
        if (Ascii.EqualsIgnoreCase(line.Name, "location"u8) && Utf8.IsValid(value))
        {
            return Encoding.UTF8.GetString(value).Replace("\r\n", "  ", StringComparison.Ordinal).Replace('\n', ' ');
        }

        var text = Encoding.Latin1.GetString(value);
        return text.AsSpan().ContainsAny('\0', '\r', '\n') ? text.Replace('\0', ' ').Replace('\r', ' ').Replace('\n', ' ') : text;
    }

    /// <summary>A value without spaces, tabs and ends of lines around it; a CR that ends no line stays.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value)
    {
        // The end of the last line is not part of it but for its CR.
        value = value is [.., (byte)'\r'] ? value[..^1] : value;
        while (value is [(byte)' ' or (byte)'\t' or (byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])
        {
            value = value[1..];
        }

        while (value is [.., (byte)' ' or (byte)'\t' or (byte)'\n'])
        {
            value = value is [.., (byte)'\r', (byte)'\n'] ? value[..^2] : value[..^1];
        }

        return value;
    }
}
