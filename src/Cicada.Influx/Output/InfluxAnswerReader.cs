using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cicada.Influx;

/// <summary>
/// Finds out what an answer means. The three generations of InfluxDB say the same things in different words: 1.x <c>{"error":"…"}</c>, 2.x
/// <c>{"code":"…","message":"…"}</c>, 3.x <c>{"error":"…","data":[{"line_number":1,"error_message":"…"}]}</c>; what stands before them says other things again.
/// </summary>
internal static partial class InfluxAnswerReader
{
    private const int LongestReason = 500;

    /// <summary>Longer than this no server is left alone, whatever it asks for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    // What a server says of the request as a whole with the status it also has for lines. Other requests of ours would fare no better.
    private static readonly string[] AboutTheRequest =
    [
        "database is required", "invalid consistency level", "database name", "db name", "bucket name", "invalid precision", "precision must be", "please provide",
        "unexpected eof", "gzip", "failed to decode", "unable to read data", "too many databases", "number of databases", "missing query parameter", "invalid query parameter",
    ];

    /// <summary>Reads an answer.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="retryAfter">The header of that name, or null.</param>
    /// <param name="body">The body as text.</param>
    /// <param name="now">The time, for a server that says until when it wants to be left alone.</param>
    public static InfluxAnswer Read(int status, string? retryAfter, string body, DateTimeOffset now)
    {
        if (status is >= 200 and < 300)
        {
            // Any web server may answer anything with its own page. Points sent to that one are lost.
            return IsPage(body)
                ? new InfluxAnswer { Kind = InfluxAnswerKind.Broken, Status = status, Reason = "it answered with a web page, as no InfluxDB does", Body = body }
                : new InfluxAnswer { Kind = InfluxAnswerKind.Taken, Status = status, Body = body };
        }

        var (reason, lines, isOfServer) = ReadBody(body);
        var kind = KindOf(status, reason, isOfServer);
        return new InfluxAnswer
        {
            Kind = kind,
            Status = status,
            Reason = kind == InfluxAnswerKind.LinesRefused ? reason : Shorten(reason),
            RetryAfter = ReadRetryAfter(retryAfter, now),
            RefusedCount = kind == InfluxAnswerKind.LinesRefused ? CountOf(reason, lines) : null,
            RefusedLines = lines,
            Body = body,
        };
    }

    /// <summary>A text that is short enough for a sentence.</summary>
    /// <param name="reason">The text; that of an answer that refuses lines may have each of them in it.</param>
    public static string Shorten(string reason) => reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";

    private static InfluxAnswerKind KindOf(int status, string reason, bool isOfServer) => status switch
    {
        400 or 422 => isOfServer && IsAboutLines(reason) ? InfluxAnswerKind.LinesRefused : InfluxAnswerKind.Broken,
        401 => InfluxAnswerKind.Unauthorized,
        403 => InfluxAnswerKind.Forbidden,
        404 => InfluxAnswerKind.NotFound,
        413 => InfluxAnswerKind.TooLarge,
        408 or 429 or 503 => InfluxAnswerKind.Busy,
        500 when Has(reason, "retention policy not found") => InfluxAnswerKind.NoRetentionPolicy,

        // The first releases of 2.x gave this status to points that were refused.
        500 when Has(reason, "partial write") || Has(reason, "unable to parse") => InfluxAnswerKind.LinesRefused,
        _ => InfluxAnswerKind.Broken,
    };

    private static bool IsAboutLines(string reason) =>
        Has(reason, "partial write") || Has(reason, "unable to parse") || !Array.Exists(AboutTheRequest, words => Has(reason, words));

    private static bool Has(string reason, string words) => reason.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static int? CountOf(string reason, IReadOnlyList<RefusedLine> lines)
    {
        if (lines.Count > 0)
        {
            return lines.Count;
        }

        // Lines that could not be read do not count as dropped: they never became points.
        var unreadable = Unreadable().Count(reason);
        var dropped = Dropped().Match(reason) is { Success: true } match
            && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count) ? count : (int?)null;
        return unreadable > 0 ? unreadable + (dropped ?? 0) : dropped;
    }

    private static (string Reason, IReadOnlyList<RefusedLine> Lines, bool IsOfServer) ReadBody(string body)
    {
        if (body.AsSpan().TrimStart() is ['{', ..])
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                var root = document.RootElement;
                if ((TextOf(root, "error") ?? TextOf(root, "message") ?? TextOf(root, "code")) is { } reason)
                {
                    return (reason.Trim(), ReadLines(root), true);
                }
            }
            catch (JsonException)
            {
                // Cut off, or not what it looks like.
            }
        }

        // A page of a proxy is nothing an InfluxDB says.
        var isPage = IsPage(body);
        var text = Blanks().Replace(isPage ? Markup().Replace(body, " ") : body, " ").Trim();
        return (text, [], text.Length > 0 && !isPage);
    }

    private static bool IsPage(string body) => body.AsSpan().TrimStart() is ['<', ..];

    private static List<RefusedLine> ReadLines(JsonElement root)
    {
        List<RefusedLine> lines = [];
        if (!root.TryGetProperty("data", out var data))
        {
            return lines;
        }

        // With 'accept_partial' a list of what was refused; without, the first of them.
        if (data.ValueKind == JsonValueKind.Array)
        {
            foreach (var line in data.EnumerateArray())
            {
                ReadLine(line, lines);
            }
        }

        return lines;
    }

    private static void ReadLine(JsonElement line, List<RefusedLine> lines)
    {
        if (line.ValueKind == JsonValueKind.Object && line.TryGetProperty("line_number", out var number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt32(out var which) && which > 0)
        {
            lines.Add(new(which, TextOf(line, "error_message") ?? "refused"));
        }
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
        && text.GetString() is { Length: > 0 } known ? known : null;

    private static TimeSpan? ReadRetryAfter(string? header, DateTimeOffset now)
    {
        TimeSpan? asked = double.TryParse(header, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestRetryAfter.TotalSeconds))
            : DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until - now : null;
        return asked is not { } time || time < TimeSpan.Zero ? null : time < LongestRetryAfter ? time : LongestRetryAfter;
    }

    [GeneratedRegex("unable to parse '")]
    private static partial Regex Unreadable();

    // Since 1.12 and late releases of 2.x it goes on: 'for database: … for retention policy: …'.
    [GeneratedRegex(@"dropped=(\d+)(?: for database: [^\n]*)?\s*$")]
    private static partial Regex Dropped();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
