using System.Globalization;
using System.Text.Json;

namespace Cicada.TestSupport;

/// <summary>What the three generations of InfluxDB answer to what they do not take, for a <see cref="ScriptedInflux"/>.</summary>
public static class InfluxAnswers
{
    /// <summary>204, all is taken.</summary>
    public static ScriptedAnswer Taken { get; } = new() { Status = 204 };

    /// <summary>401 of 1.x: the user or the password is wrong.</summary>
    public static ScriptedAnswer WrongPassword { get; } = Json(401, """{"error":"authorization failed"}""", ("WWW-Authenticate", "Basic realm=\"InfluxDB\""));

    /// <summary>401 of 2.x: the token is wrong.</summary>
    public static ScriptedAnswer WrongToken { get; } = Json(401, """{"code":"unauthorized","message":"unauthorized access"}""");

    /// <summary>401 of 3.x: the token is wrong.</summary>
    public static ScriptedAnswer WrongTokenOf3 { get; } = Json(401, """{"error":"the request was not authenticated"}""");

    /// <summary>403 of 1.x: this user may not write here.</summary>
    /// <param name="user">The user.</param>
    /// <param name="database">The database.</param>
    public static ScriptedAnswer MayNotWrite(string user, string database) =>
        Json(403, Error($"\"{user}\" user is not authorized to write to database \"{database}\""));

    /// <summary>404 of 1.x: no such database.</summary>
    /// <param name="database">The database.</param>
    public static ScriptedAnswer NoDatabase(string database) => Json(404, Error($"database not found: \"{database}\""));

    /// <summary>404 of 2.x: no such bucket.</summary>
    /// <param name="bucket">The bucket.</param>
    public static ScriptedAnswer NoBucket(string bucket) => Json(404, CodeAndMessage("not found", $"bucket \"{bucket}\" not found"));

    /// <summary>413 of 1.x.</summary>
    public static ScriptedAnswer TooLarge { get; } = Json(413, """{"error":"Request Entity Too Large"}""");

    /// <summary>413 of 2.x.</summary>
    public static ScriptedAnswer TooLargeFor2 { get; } =
        Json(413, """{"code":"request too large","message":"unable to read data: points batch is too large"}""");

    /// <summary>400 of 1.x: some points were taken, others not.</summary>
    /// <param name="reason">Why not.</param>
    /// <param name="dropped">How many.</param>
    public static ScriptedAnswer PartialWrite(string reason, int dropped) =>
        Json(400, Error(string.Create(CultureInfo.InvariantCulture, $"partial write: {reason} dropped={dropped}")));

    /// <summary>400 of 1.x: nothing could be read.</summary>
    /// <param name="line">The line.</param>
    /// <param name="reason">What is wrong with it.</param>
    public static ScriptedAnswer Unparsable(string line, string reason) => Json(400, Error($"unable to parse '{line}': {reason}"));

    /// <summary>422 of 2.x: some points were taken, others not.</summary>
    /// <param name="reason">Why not.</param>
    /// <param name="dropped">How many.</param>
    public static ScriptedAnswer Unprocessable(string reason, int dropped) => Json(422, CodeAndMessage(
        "unprocessable entity", string.Create(CultureInfo.InvariantCulture, $"failure writing points to database: partial write: {reason} dropped={dropped}")));

    /// <summary>400 of 3.x: some lines were taken, others not, each with its number from 1.</summary>
    /// <param name="refused">The lines that were not: number, text, reason.</param>
    public static ScriptedAnswer PartialWriteOf3(params (int Number, string Line, string Reason)[] refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        var lines = refused.Select(line => string.Create(
            CultureInfo.InvariantCulture, $$"""{"original_line":{{Text(line.Line)}},"line_number":{{line.Number}},"error_message":{{Text(line.Reason)}}}"""));
        return Json(400, $$"""{"error":"partial write of line protocol occurred","data":[{{string.Join(',', lines)}}]}""");
    }

    /// <summary>503 or 429 with the seconds to wait.</summary>
    /// <param name="status">The status.</param>
    /// <param name="retryAfter">The header's value: seconds or a date.</param>
    public static ScriptedAnswer Busy(int status, string retryAfter) =>
        Json(status, """{"code":"unavailable","message":"too many requests"}""", ("Retry-After", retryAfter));

    /// <summary>500 of 1.x.</summary>
    public static ScriptedAnswer ServerError { get; } = Json(500, """{"error":"timeout"}""");

    /// <summary>Any answer in JSON.</summary>
    /// <param name="status">The status.</param>
    /// <param name="json">The body.</param>
    /// <param name="headers">More headers.</param>
    public static ScriptedAnswer Json(int status, string json, params (string Name, string Value)[] headers) => new()
    {
        Status = status,
        Text = json + "\n",
        ContentType = "application/json",
        Headers = headers.ToDictionary(header => header.Name, header => header.Value),
    };

    private static string Error(string text) => $$"""{"error":{{Text(text)}}}""";

    private static string CodeAndMessage(string code, string message) => $$"""{"code":{{Text(code)}},"message":{{Text(message)}}}""";

    private static string Text(string text) => JsonSerializer.Serialize(text);
}
