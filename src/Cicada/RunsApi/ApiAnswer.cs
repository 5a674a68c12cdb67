using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cicada.Web;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>Sends answers of the HTTP API.</summary>
internal static class ApiAnswer
{
    private const string Json = "application/json; charset=utf-8";

    // Everything but what JSON itself needs stays as it is: by its type, and by what the browser is told beside it, this is no page.
    private static readonly JsonWriterOptions Plainly = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Below, it costs more than it saves.
    private const int LongEnough = 1024;

    /// <summary>Sends an answer. One to a question can be asked for again with its tag, and is not sent where nothing has changed.</summary>
    public static Task SendAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(body, Plainly))
        {
            JsonSerializer.Serialize(writer, answer, type);
        }

        return SendAsync(context, status, body.WrittenMemory);
    }

    /// <summary>Sends JSON.</summary>
    public static async Task SendAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = status;
        if (HttpMethods.IsGet(context.Request.Method) && status == StatusCodes.Status200OK)
        {
            // Whoever keeps it asks each time whether it is still so.
            headers.CacheControl = "private, no-cache";
            headers.Vary = "Accept-Encoding, Authorization, Cookie";
            if (EntityTag.Answer(context, EntityTag.Of(body.Span)))
            {
                return;
            }
        }
        else
        {
            headers.CacheControl = "no-store";
        }

        context.Response.ContentType = Json;
        if (body.Length > LongEnough && ContentCoding.Accepts(context.Request, ContentCoding.Gzip))
        {
            headers.ContentEncoding = ContentCoding.Gzip;
            body = Compressed(body);
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Says no.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string sentence, IReadOnlyList<FieldProblem>? problems = null)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            // Asked for Basic, browsers would ask in a window of their own.
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"Cicada\"";
        }

        return SendAsync(context, status, new Problem(sentence, problems is { Count: > 0 } ? problems : null), RunsJson.Default.Problem);
    }

    private static ReadOnlyMemory<byte> Compressed(ReadOnlyMemory<byte> body)
    {
        var compressed = new MemoryStream(body.Length / 3);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body.Span);
        }

        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }
}
