using System.Net;
using System.Net.Sockets;
using System.Text;
using Cicada.Commands;
using Cicada.Influx.Selection;
using Cicada.Storage;
using Cicada.TestSupport;
using Cicada.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.Web;

/// <summary>Somebody asks for a lot and takes nothing of it, over real sockets.</summary>
[Trait("Category", "EndToEnd")]
public sealed class StalledReaderTests : IAsyncLifetime, IDisposable
{
    private const string Old = "r20261122-120000-old";

    // More than the buffers of sockets hold.
    private const int Many = 100_000;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly HttpClient _client = new();
    private Store _store = null!;
    private StoreListener _listener = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = Store.Open(_folder.Combine("stalled.duckdb"));
        _listener = new StoreListener(_store, QueryLimits.Default with { AtOnce = 1, Time = TimeSpan.FromDays(30) }, _clock, NullLoggerFactory.Instance, "Cicada.Tests");
        await _listener.StartAsync(new WebHostOptions(), new(), control: null, anyPort: false, Cancellation);
        _client.BaseAddress = _listener.Address;
        var run = Run(Old);
        var output = await BeginAsync(run);
        await output.WriteAsync(Samples(Many), Cancellation);
        await output.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _client.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Recording_other_readers_and_deletions_go_on_and_who_takes_nothing_is_cut_off()
    {
        // All places there are for long answers.
        using var query = await AskAsync("/query?db=cicada&chunked=true&q=SELECT+*+FROM+cicada_requests");
        using var export = await AskAsync($"/api/cicada/v1/runs/{Old}/export?format=jsonl");
        using var another = await AskAsync($"/api/cicada/v1/runs/{Old}/export?format=csv");

        var run = Run("r20261123-120000-new");
        var output = await BeginAsync(run);
        await output.WriteAsync(Samples(10), Cancellation);
        Assert.Equal((HttpStatusCode.OK, Many + 10), (await StatusAsync("GET", $"/api/cicada/v1/runs/{run.Id}"), Count()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("DELETE", $"/api/cicada/v1/runs/{Old}"));
        await output.WriteAsync(Samples(10, 10), Cancellation);
        Assert.Equal(0, _store.EnforceRetention());
        Assert.Equal((HttpStatusCode.NotFound, 20), (await StatusAsync("GET", $"/api/cicada/v1/runs/{Old}"), Count()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("GET", $"/api/cicada/v1/runs/{run.Id}/export?format=csv"));
        await output.DisposeAsync();

        // Who comes next gets a place when their time is over.
        var next = _client.GetStringAsync(new Uri("/query?db=cicada&q=SELECT+count(response_time)+FROM+cicada_requests", UriKind.Relative), Cancellation);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!next.IsCompleted || await StatusAsync("GET", $"/api/cicada/v1/runs/{run.Id}/export?format=csv") != HttpStatusCode.OK)
        {
            await ticks.WaitForNextTickAsync(Cancellation);
            _clock.Advance(StalledReaders.Patience);
        }

        Assert.Contains(",20]", await next, StringComparison.Ordinal);
        Assert.False(await HasEndAsync(query));
    }

    private static RunDescription Run(string id) => new() { Id = id, Test = "shop", State = RunState.Running, Started = DateTimeOffset.UnixEpoch.AddYears(56) };

    private static OutputBatch Samples(int count, int offset = 0)
    {
        var key = new RequestKey(0, "GET", "/", "Shopper");
        return new OutputBatch
        {
            Requests = Enumerable.Range(offset, count).Select(i => new RequestSample
            {
                Key = key,
                CompletedNanoseconds = 1_795_608_000_000_000_000 + i,
                ResponseNanoseconds = 12_345_678,
                ServiceNanoseconds = 12_345_678,
                ResponseLength = 100,
                StatusCode = 200,
            }).ToArray(),
        };
    }

    private async Task<StoreOutput> BeginAsync(RunDescription run)
    {
        var output = new StoreOutput(_store);
        await output.OpenAsync(new OutputContext { Run = run }, Cancellation);
        return output;
    }

    private int Count() => _store.ReadPoints(Store.RunsDatabase, null, "cicada_requests", limit: int.MaxValue).Count;

    private async Task<HttpStatusCode> StatusAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await _client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    /// <summary>Asks, takes the beginning of the answer, and nothing more.</summary>
    private async Task<Socket> AskAsync(string path)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, _listener.Address.Port, Cancellation);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {_listener.Address.Authority}\r\n\r\n"), Cancellation);
        var beginning = new byte[16];
        await socket.ReceiveAsync(beginning, Cancellation);
        Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(beginning), StringComparison.Ordinal);
        return socket;
    }

    /// <summary>Whether an answer in pieces comes to its end.</summary>
    private static async Task<bool> HasEndAsync(Socket socket)
    {
        var (last, buffer) = ("", new byte[1 << 20]);
        try
        {
            while (await socket.ReceiveAsync(buffer, Cancellation) is var read and > 0)
            {
                last = Encoding.Latin1.GetString(buffer.AsSpan(Math.Max(0, read - 5), Math.Min(5, read)));
            }
        }
        catch (SocketException)
        {
            // It was cut off with what was on its way.
        }

        return last.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
    }
}
