namespace Cicada.Options;

/// <summary>
/// A configuration file: lines of <c>key = value</c> with the options' names without dashes. <c>#</c> and <c>;</c> start a
/// comment line, <c>[headings]</c> are skipped, a list is written <c>[a, b]</c>, a key alone switches a flag on.
/// </summary>
internal static class ConfigurationFile
{
    /// <summary>The entries of a file's text, in order.</summary>
    public static IReadOnlyList<ConfigurationEntry> Parse(string text)
    {
        var entries = new List<ConfigurationEntry>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';' || (line[0] == '[' && line[^1] == ']'))
            {
                continue;
            }

            var split = line.AsSpan().IndexOfAny('=', ':');
            var key = (split < 0 ? line : line[..split]).Trim().TrimStart('-').Replace('_', '-').ToLowerInvariant();
            var value = split < 0 ? "true" : line[(split + 1)..].Trim();
            entries.Add(new ConfigurationEntry(key, Values(value), number));
        }

        return entries;
    }

    private static string[] Values(string value) =>
        value.Length > 1 && value[0] == '[' && value[^1] == ']'
            ? [.. value[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Unquoted)]
            : [Unquoted(value)];

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] == value[^1] && value[0] is ('"' or '\'') ? value[1..^1] : value;
}
