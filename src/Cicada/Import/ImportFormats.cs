using System.Text;
using System.Text.RegularExpressions;

namespace Cicada.Import;

/// <summary>The formats' names, and how they are told apart by their content.</summary>
internal static partial class ImportFormats
{
    private static readonly Dictionary<string, ImportFormat> ByName = new(StringComparer.Ordinal)
    {
        ["jsonl"] = ImportFormat.Jsonl,
        ["line-protocol"] = ImportFormat.LineProtocol,
        ["csv"] = ImportFormat.Csv,
        ["parquet"] = ImportFormat.Parquet,
        ["locust"] = ImportFormat.Locust,
        ["jmeter"] = ImportFormat.JMeter,
        ["k6"] = ImportFormat.K6,
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>How much of a file decides.</summary>
    public const int HeadLength = 1 << 16;

    public static bool TryParse(string name, out ImportFormat format) => ByName.TryGetValue(name, out format);

    public static string NameOf(ImportFormat format) => ByName.First(pair => pair.Value == format).Key;

    /// <summary>The format of a file, or null where nothing known begins like this.</summary>
    /// <param name="head">The first bytes of its content.</param>
    public static ImportFormat? Recognise(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PAR1"u8))
        {
            return ImportFormat.Parquet;
        }

        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (IsXml(text))
        {
            return ImportFormat.JMeter;
        }

        foreach (var read in text.Split('\n'))
        {
            var line = read.TrimEnd('\r');
            if (line.Length == 0)
            {
                continue;
            }

            if (line[0] == '{')
            {
                return line.Contains("\"measurement\"", StringComparison.Ordinal) ? ImportFormat.Jsonl
                    : line.Contains("\"metric\"", StringComparison.Ordinal) && line.Contains("\"type\"", StringComparison.Ordinal) ? ImportFormat.K6
                    : null;
            }

            var columns = ColumnsOf(line);
            if (columns.Contains("Timestamp") && columns.Contains("User Count") && columns.Contains("Total Request Count"))
            {
                return ImportFormat.Locust;
            }

            if (columns.Contains("timeStamp") && columns.Contains("elapsed"))
            {
                return ImportFormat.JMeter;
            }

            if (columns.Contains("time") && columns.Count > 1)
            {
                return ImportFormat.Csv;
            }

            return line[0] == '#' || PointLine().IsMatch(line) ? ImportFormat.LineProtocol : null;
        }

        return null;
    }

    /// <summary>Whether a text is XML: JMeter's files of results are CSV or XML.</summary>
    public static bool IsXml(string text) =>
        text.StartsWith("<?xml", StringComparison.Ordinal) || text.StartsWith("<testResults", StringComparison.Ordinal);

    /// <summary>What separates the columns of a first line.</summary>
    public static char DelimiterOf(string header)
    {
        var best = ',';
        foreach (var candidate in (ReadOnlySpan<char>)[',', ';', '\t'])
        {
            if (header.AsSpan().Count(candidate) > header.AsSpan().Count(best))
            {
                best = candidate;
            }
        }

        return best;
    }

    private static HashSet<string> ColumnsOf(string header) =>
        header.Split(DelimiterOf(header)).Select(column => column.Trim().Trim('"')).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^(?:[^\s,\\{<]|\\.)(?:[^\s\\]|\\.)* (?:[^\s=\\]|\\.)+=\S")]
    private static partial Regex PointLine();
}
