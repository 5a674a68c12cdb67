using System.Text;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What Grafana's frontend knows of regular expressions inside queries.</summary>
internal static class RegexText
{
    private const string Escaped = @"\^$*+?.()|[]{}/";

    // Words a regular expression may follow; after every other word a slash divides.
    private static readonly HashSet<string> WordsBefore = new(StringComparer.OrdinalIgnoreCase) { "select", "from", "by" };

    /// <summary>A text as a regular expression that matches it.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (Escaped.Contains(letter, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(letter);
        }

        return escaped.ToString();
    }

    /// <summary>The regular expressions of a query, without their slashes.</summary>
    public static IReadOnlyList<string> LiteralsOf(string query)
    {
        var literals = new List<string>();
        var afterOperand = false;
        for (var i = 0; i < query.Length;)
        {
            if (char.IsWhiteSpace(query[i]))
            {
                i++;
            }
            else if (At(query, i, "--") || At(query, i, "//"))
            {
                i = EndOf(query, query.IndexOf('\n', i), 0);
            }
            else if (At(query, i, "/*"))
            {
                i = EndOf(query, query.IndexOf("*/", i + 2, StringComparison.Ordinal), 2);
            }
            else if (query[i] is '\'' or '"')
            {
                (i, afterOperand) = (Close(query, i).Next, true);
            }
            else if (query[i] == '/' && !afterOperand)
            {
                var (body, next) = Close(query, i);
                literals.Add(body);
                (i, afterOperand) = (next, true);
            }
            else if (IsWordLetter(query[i]))
            {
                (i, afterOperand) = AfterWord(query, i);
            }
            else
            {
                afterOperand = query[i] is ')' or ']' or '}';
                i++;
            }
        }

        return literals;
    }

    private static (int Next, bool AfterOperand) AfterWord(string query, int start)
    {
        var end = start;
        while (end < query.Length && IsWordLetter(query[end]))
        {
            end++;
        }

        var isNumber = query.AsSpan(start, end - start).ContainsAnyExceptInRange('0', '9') is false;
        var isMember = start > 0 && query[start - 1] == '.';
        return (isNumber && end < query.Length && query[end] == '.' ? end + 1 : end, isMember || !WordsBefore.Contains(query[start..end]));
    }

    // A regular expression ends with its line at the latest, a text with the query.
    private static (string Body, int Next) Close(string query, int start)
    {
        var delimiter = query[start];
        var end = start + 1;
        while (end < query.Length && query[end] != delimiter && !(delimiter == '/' && query[end] == '\n'))
        {
            end += query[end] == '\\' ? 2 : 1;
        }

        end = Math.Min(end, query.Length);
        return (query[(start + 1)..end], end < query.Length && query[end] == delimiter ? end + 1 : end);
    }

    private static bool At(string query, int place, string text) => query.AsSpan(place).StartsWith(text, StringComparison.Ordinal);

    private static int EndOf(string query, int found, int length) => found < 0 ? query.Length : found + length;

    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$';
}
