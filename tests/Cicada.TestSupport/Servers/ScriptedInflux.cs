using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Cicada.TestSupport;

/// <summary>
/// Stands in for an InfluxDB where a fault is wanted that a real one cannot be made to have: it answers as told, and keeps every request. Untold it takes
/// all that is written and says who it is, in the words of one <see cref="InfluxDialect"/>.
/// </summary>
public sealed class ScriptedInflux : IAsyncDisposable
{
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly ConcurrentQueue<InfluxRequest> _requests = new();
    private readonly ConcurrentDictionary<string, int> _ordinals = new();
    private readonly InfluxDialect _dialect;
    private readonly long _started;
    private readonly Lock _waitingGate = new();
    private readonly List<(Func<IReadOnlyList<InfluxRequest>, bool> Wanted, TaskCompletionSource Seen)> _waiting = [];
    private WebApplication? _application;
    private int _open;
    private int _mostOpen;

    private ScriptedInflux(InfluxDialect dialect)
    {
        _dialect = dialect;
        _started = _clock.GetTimestamp();
    }

    /// <summary>The root address, with a slash at its end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Decides over each write; called from many connections at once. All is taken unless set.</summary>
    public Func<InfluxRequest, ScriptedAnswer> OnWrite { get; set; } = _ => InfluxAnswers.Taken;

    /// <summary>Decides over everything else; null, its default, and an answer of null leave it to the dialect.</summary>
    public Func<InfluxRequest, ScriptedAnswer?>? OnOther { get; set; }

    /// <summary>Holds an answer back until it completes; called once the script has spoken.</summary>
    public Func<InfluxRequest, Task>? Hold { get; set; }

    /// <summary>All requests in the order they came.</summary>
    public IReadOnlyList<InfluxRequest> Requests => [.. _requests];

    /// <summary>The writes in the order they came.</summary>
    public IReadOnlyList<InfluxRequest> Writes => [.. _requests.Where(request => request.IsWrite)];

    /// <summary>How many writes were open at once, at most.</summary>
    public int MostOpen => Volatile.Read(ref _mostOpen);

    /// <summary>Starts a server; completes when it answers.</summary>
    /// <param name="dialect">Who it is.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public static async Task<ScriptedInflux> StartAsync(InfluxDialect dialect = InfluxDialect.V1, int port = 0)
    {
        var server = new ScriptedInflux(dialect);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        server._application = builder.Build();
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        server.Address = new Uri(server._application.Urls.Single() + "/");
        return server;
    }

    /// <summary>Completes when all requests that have come, now or later, are what is wanted.</summary>
    /// <param name="wanted">Looks at the requests in the order they came.</param>
    /// <param name="timeout">How long it may take; <see cref="ProgramRunner.DefaultTimeout"/> by default.</param>
    public async Task WaitForAsync(Func<IReadOnlyList<InfluxRequest>, bool> wanted, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waitingGate)
        {
            _waiting.Add((wanted, seen));
        }

        Look();
        await seen.Task.WaitAsync(timeout ?? ProgramRunner.DefaultTimeout);
    }

    /// <summary>Stops it; whoever waits for an answer gets none.</summary>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        try
        {
            await _application!.StopAsync(atOnce.Token);
        }
        catch (OperationCanceledException)
        {
            // Connections that were still open are closed now.
        }

        await _application!.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var open = Interlocked.Increment(ref _open);
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var request = Received(context.Request, body.ToArray(), open);
            if (request.IsWrite)
            {
                InterlockedMax(ref _mostOpen, open);
            }

            _requests.Enqueue(request);
            Look();
            var answer = request.IsWrite ? OnWrite(request) : OnOther?.Invoke(request) ?? Usual(request);
            if (Hold is { } hold)
            {
                await hold(request).WaitAsync(context.RequestAborted);
            }

            await GiveAsync(context, answer);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client went away, or the server does.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task GiveAsync(HttpContext context, ScriptedAnswer answer)
    {
        if (answer.Delay > TimeSpan.Zero)
        {
            await Task.Delay(answer.Delay, _clock, context.RequestAborted);
        }

        if (answer.Abort)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        var (build, version) = _dialect switch
        {
            InfluxDialect.V1 => ("OSS", "1.8.10"),
            InfluxDialect.V2 => ("OSS", "v2.7.12"),
            _ => ("Core", "3.4.1"),
        };
        context.Response.Headers["X-Influxdb-Build"] = build;
        context.Response.Headers["X-Influxdb-Version"] = version;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.ThenClose)
        {
            context.Response.Headers.Connection = "close";
        }

        if (answer.Status is not (204 or 304))
        {
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private InfluxRequest Received(HttpRequest request, byte[] body, int open) => new()
    {
        Ordinal = _ordinals.AddOrUpdate(request.Path, 1, (_, count) => count + 1),
        Method = request.Method,
        Path = request.Path,
        Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.LastOrDefault() ?? ""),
        Headers = request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        Body = body,
        Text = Encoding.UTF8.GetString(request.Headers.ContentEncoding == "gzip" ? Unzipped(body) : body),
        Arrived = _clock.GetElapsedTime(_started),
        OpenAtOnce = open,
    };

    private static byte[] Unzipped(byte[] body)
    {
        using var unzipped = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        gzip.CopyTo(unzipped);
        return unzipped.ToArray();
    }

    /// <summary>What the dialect answers to whatever is no write.</summary>
    private ScriptedAnswer Usual(InfluxRequest request) => (_dialect, request.Path) switch
    {
        (InfluxDialect.V3, "/ping") => InfluxAnswers.Json(200, """{"version":"3.4.1","revision":"0ae7c2f","process_id":"7d3b3a7e-6f0e-4f7d-9f5b-2a1f0c8f6b11"}"""),
        (_, "/ping") => InfluxAnswers.Taken,
        (InfluxDialect.V3, "/health") => new() { Text = "OK" },
        (var dialect, "/health") => InfluxAnswers.Json(200, string.Create(
            CultureInfo.InvariantCulture, $$"""{"checks":[],"message":"ready for queries and writes","name":"influxdb","status":"pass","version":"{{(dialect == InfluxDialect.V1 ? "1.8.10" : "v2.7.12")}}"}""")),
        (InfluxDialect.V1, "/query") => InfluxAnswers.Json(200, """{"results":[{"statement_id":0}]}"""),
        _ => new() { Status = 404, Text = "404 page not found\n" },
    };

    private void Look()
    {
        lock (_waitingGate)
        {
            var requests = Requests;
            foreach (var (_, seen) in _waiting.Where(waiting => waiting.Wanted(requests)))
            {
                seen.TrySetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Seen.Task.IsCompleted);
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
