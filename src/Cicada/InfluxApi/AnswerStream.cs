using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>The way of an answer to whoever asked: gathered, compressed where that is understood, and sent no faster than it is taken.</summary>
internal sealed class AnswerStream : IAsyncDisposable
{
    /// <summary>How much is gathered before it is sent. As long as a statement's answer fits, an error in it replaces it, as InfluxDB does.</summary>
    private const int Gathered = 256 * 1024;

    private readonly Stream _body;
    private readonly GZipStream? _gzip;
    private readonly CancellationToken _cancellation;

    public AnswerStream(HttpContext context)
    {
        _body = context.Response.Body;
        _cancellation = context.RequestAborted;
        if (AcceptsGzip(context.Request))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.Append("Vary", "Accept-Encoding");
            _gzip = new GZipStream(_body, CompressionLevel.Fastest, leaveOpen: true);
        }
    }

    public AnswerBuffer Buffer { get; } = new();

    /// <summary>How many bytes were sent before those in the buffer.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends what is gathered, where that is much.</summary>
    public ValueTask SendMuchAsync() => Buffer.Count >= Gathered ? SendAsync() : ValueTask.CompletedTask;

    /// <summary>Sends what is gathered.</summary>
    public async ValueTask SendAsync()
    {
        if (Buffer.Count > 0)
        {
            await (_gzip ?? _body).WriteAsync(Buffer.Written, _cancellation);
            Sent += Buffer.Count;
            Buffer.Cut(0);
        }
    }

    /// <summary>Sends what is gathered, and sees to it that it arrives.</summary>
    public async ValueTask FlushAsync()
    {
        await SendAsync();
        await (_gzip ?? _body).FlushAsync(_cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Buffer.Dispose();
        if (_gzip is not null && !_cancellation.IsCancellationRequested)
        {
            await _gzip.DisposeAsync();
        }
    }

    private static bool AcceptsGzip(HttpRequest request)
    {
        foreach (var header in request.Headers.AcceptEncoding)
        {
            if (header is not null && header.Split(',').Any(part => part.Trim() is "gzip" || part.Trim().StartsWith("gzip;", StringComparison.Ordinal) && !part.Contains("q=0", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
