using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>Answers that are not those of a query: errors, and headers that all answers have.</summary>
internal static class InfluxReply
{
    /// <summary>The version of InfluxDB whose interface this is; clients look at it.</summary>
    public const string Version = "1.8.10";

    private const int LongestHeader = 1024;
    private const int LongestRequestId = 200;

    /// <summary>Sets what all answers have.</summary>
    public static void Prepare(HttpContext context, TimeProvider clock)
    {
        var headers = context.Response.Headers;
        var id = IdOf(context.Request) ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        headers["Request-Id"] = id;
        headers["X-Request-Id"] = id;
        headers["X-Influxdb-Build"] = "OSS";
        headers["X-Influxdb-Version"] = Version;
    }

    public static Task NoContentAsync(HttpContext context)
    {
        context.Response.ContentType = AnswerFormat.Json.ContentType;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Answers with an error, in the format that was asked for.</summary>
    public static async Task ErrorAsync(HttpContext context, int status, string error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var format = AnswerFormat.Of(context.Request);
        var headers = context.Response.Headers;
        if (status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Basic realm=\"InfluxDB\"";
        }
        else
        {
            headers["X-Influxdb-Error"] = InHeader(error);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = format.ContentType;
        using var body = new AnswerBuffer();
        Write(body, format, error, context.Request.Query["pretty"] == "true");
        context.Response.ContentLength = body.Count;
        await context.Response.Body.WriteAsync(body.Written, context.RequestAborted);
    }

    /// <summary>Says that a path does not have the method, as Go's library does.</summary>
    public static Task MisusedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var body = "Method Not Allowed\n"u8.ToArray();
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static void Write(AnswerBuffer to, AnswerFormat format, string error, bool isIndented)
    {
        if (format.IsCsv)
        {
            CsvText.Field(to, "error");
            CsvText.Byte(to, (byte)'\n');
            CsvText.Field(to, error);
            CsvText.Byte(to, (byte)'\n');
        }
        else if (format == AnswerFormat.MessagePack)
        {
            new MessagePackRows(to, default).Failed(error);
        }
        else
        {
            var json = new JsonLayout(to, isIndented);
            json.StartObject();
            json.Name("error");
            json.String(error);
            json.EndObject();
            json.EndDocument();
        }
    }

    private static string? IdOf(HttpRequest request) =>
        new[] { request.Headers["X-Request-Id"].ToString(), request.Headers["Request-Id"].ToString() }
            .FirstOrDefault(id => id.Length is > 0 and <= LongestRequestId && id.All(character => character is > ' ' and <= '~'));

    // A header is one line, and its value no longer than InfluxDB makes it.
    private static string InHeader(string error)
    {
        var text = new StringBuilder();
        var bytes = 0;
        foreach (var rune in error.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > LongestHeader)
            {
                break;
            }

            text.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return text.ToString().Trim();
    }
}
