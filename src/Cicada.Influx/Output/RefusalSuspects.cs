using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cicada.Influx;

/// <summary>Which lines of a body an answer speaks of, as far as it can be told from its words.</summary>
/// <param name="lines">The body.</param>
internal sealed partial class RefusalSuspects(LineBuffer lines)
{
    private readonly LineProtocolReader _reader = new();
    private readonly Point?[] _points = new Point?[lines.Count];

    /// <summary>The lines an answer speaks of, by their index; none where it does not say.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="answer">The answer to it.</param>
    public HashSet<int> In(int[] sent, InfluxAnswer answer)
    {
        if (answer.RefusedLines.Count > 0)
        {
            return [.. answer.RefusedLines.Where(line => line.Number <= sent.Length).Select(line => sent[line.Number - 1])];
        }

        var reason = answer.Reason;
        if (reason.Contains(Unreadable, StringComparison.Ordinal))
        {
            return [.. sent.Where(line => reason.Contains(Quoted(line), StringComparison.Ordinal))];
        }

        if (FieldConflict().Match(reason) is { Success: true } conflict)
        {
            return InConflict(sent, Unquote(conflict.Groups[1].Value), Unquote(conflict.Groups[2].Value), conflict.Groups[3].Value);
        }

        return reason.Contains("retention policy", StringComparison.OrdinalIgnoreCase) && answer.RefusedCount is { } count and > 0
            ? [.. sent.OrderBy(line => PointOf(line)?.TimeNanoseconds ?? 0).Take(count)]
            : [];
    }

    /// <summary>Why one of the lines was refused that an answer refuses as a whole.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="index">Which of those.</param>
    /// <param name="answer">The answer.</param>
    public string ReasonFor(int[] sent, int index, InfluxAnswer answer)
    {
        if (answer.RefusedLines.FirstOrDefault(line => line.Number == index + 1) is { Reason: { } named })
        {
            return named;
        }

        var reason = answer.Reason;
        var at = reason.IndexOf(Unreadable, StringComparison.Ordinal) < 0 ? -1 : reason.IndexOf(Quoted(sent[index]), StringComparison.Ordinal);
        if (at < 0)
        {
            return InfluxAnswerReader.Shorten(WithoutCount().Replace(reason, ""));
        }

        var own = reason[(at + Quoted(sent[index]).Length)..];
        return "unable to parse: " + WithoutCount().Replace(own.Split("\n" + Unreadable)[0], "").Trim();
    }

    /// <summary>The measurement of a line, empty where it cannot be read.</summary>
    /// <param name="line">Its index in the body.</param>
    public string MeasurementOf(int line) => PointOf(line)?.Measurement ?? "";

    private const string Unreadable = "unable to parse '";

    private HashSet<int> InConflict(int[] sent, string field, string measurement, string type)
    {
        var found = new HashSet<int>();
        foreach (var line in sent)
        {
            if (PointOf(line) is { } point && point.Measurement == measurement
                && point.Fields.Any(one => one.Key == field && one.Value.Type.ToString().Equals(type, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(line);
            }
        }

        return found;
    }

    private string Quoted(int line) => $"{Unreadable}{Encoding.UTF8.GetString(lines[line].TrimEnd((byte)'\n'))}': ";

    private Point? PointOf(int line)
    {
        if (_points[line] is null && _reader.TryRead(lines[line].TrimEnd((byte)'\n'), 0, TimePrecision.Nanoseconds, out var point, out _))
        {
            _points[line] = point;
        }

        return _points[line];
    }

    // As Go's %q quotes a text, as far as names go.
    private static string Unquote(string text) => Escape().Replace(text, match => match.Value switch
    {
        @"\t" => "\t",
        @"\n" => "\n",
        ['\\', 'x' or 'u' or 'U', .. { Length: > 0 } code] => int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            && Rune.TryCreate(value, out var rune) ? rune.ToString() : match.Value,
        var other => other[1..],
    });

    [GeneratedRegex(@"input field ""((?:[^""\\]|\\.)*)"" on measurement ""((?:[^""\\]|\\.)*)"" is type (\w+)")]
    private static partial Regex FieldConflict();

    [GeneratedRegex(@"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\s*dropped=\d+(?: for database: [^\n]*)?\s*$")]
    private static partial Regex WithoutCount();
}
