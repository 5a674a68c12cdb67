using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Cicada.RunsApi;

/// <summary>
/// Sends what happens in a run as server-sent events, until the run or the connection ends. An event of type <c>tick</c> has its second as its id: a browser
/// that connects again says it, and goes on where it was.
/// </summary>
/// <param name="clock">Says when a sign of life is due.</param>
/// <param name="most">Streams at a time, of all viewers.</param>
internal sealed class LiveStream(TimeProvider clock, int most = 64)
{
    // What waits for a viewer who does not keep up: the rest it asks for as a range.
    private const int MostTicksBehind = 8;

    private static readonly TimeSpan BetweenSignsOfLife = TimeSpan.FromSeconds(15);

    private int _open;

    /// <summary>Answers one viewer.</summary>
    /// <exception cref="RefusedRequestException">There are too many already, or it asks for something that makes no sense; nothing has been sent.</exception>
    public async Task AnswerAsync(HttpContext context, LiveFeed feed)
    {
        var after = After(context.Request);
        try
        {
            if (Interlocked.Increment(ref _open) > most)
            {
                throw new RefusedRequestException(503, $"{most} pages watch a run already, and no more can. Close some, or ask for the run's figures now and then instead.");
            }

            var stopping = (context.RequestServices?.GetService(typeof(IHostApplicationLifetime)) as IHostApplicationLifetime)?.ApplicationStopping ?? default;
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await SendAsync(context.Response.BodyWriter, feed.Ring, feed.Ring.PositionAfter(after), ending.Token);
        }
        catch (OperationCanceledException) when (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            // The viewer has gone, or the server goes: neither waits for the other.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task SendAsync(PipeWriter writer, LiveRing ring, long position, CancellationToken cancellation)
    {
        // What there is at the beginning is sent as a whole, however many seconds that are.
        for (var mostTicks = int.MaxValue; ; mostTicks = MostTicksBehind)
        {
            var reading = ring.Read(position, mostTicks);
            position = reading.Next;
            foreach (var frame in reading.Frames)
            {
                await writer.WriteAsync(frame.Bytes, cancellation);
            }

            await writer.FlushAsync(cancellation);
            if (reading.IsOver)
            {
                return;
            }

            while (!await IsMoreAsync(reading.Changed, cancellation))
            {
                await writer.WriteAsync(": still here\n\n"u8.ToArray(), cancellation);
            }
        }
    }

    private async Task<bool> IsMoreAsync(Task changed, CancellationToken cancellation)
    {
        try
        {
            await changed.WaitAsync(BetweenSignsOfLife, clock, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // A browser that connects again says the last id in a header, and the address as it was at first.
    private static long? After(HttpRequest request)
    {
        var text = request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : request.Query["after"].ToString();
        return text.Length == 0 ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var second) ? second
            : throw new RefusedRequestException(400, $"The stream was asked for from '{text}' on; expected the number of a second, such as 42. Leave it out for all that is still known.");
    }
}
