using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cicada.Tests.Http;

/// <summary>What only the platform's client can do: HTTP/2, and proxies.</summary>
public sealed class HttpVersionAndProxyTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HTTP2_by_option(bool secure)
    {
        var connections = new ConcurrentDictionary<string, bool>();
        await using var server = await KestrelServer.StartAsync(
            app => app.Map("/", async (HttpContext context) =>
            {
                connections[context.Connection.Id] = true;
                await context.Response.WriteAsync(context.Request.Protocol);
                await context.Response.CompleteAsync();
            }),
            HttpProtocols.Http2,
            secure);

        var run = await HttpRun.Of(
            server.Address,
            async user =>
            {
                using (var first = await user.Client.GetAsync("/"))
                {
                    Assert.Equal("HTTP/2", first.Text);
                    Assert.NotNull(first.ConnectTime);
                }

                var more = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => user.Client.PostJsonAsync("/", new { Id = 5 })));
                Assert.All(more, response => Assert.Equal("HTTP/2", response.Text));
            },
            new HttpOptions { Version = HttpVersion.Version20, Insecure = true });

        Assert.Equal(11, run.Samples.Count);
        Assert.Single(connections);
        Assert.All(run.Samples, sample => Assert.InRange(sample.FirstByteNanoseconds, 1, sample.ResponseNanoseconds));
        Assert.Equal(secure, run.Samples[0].TlsNanoseconds > 0);
        Assert.All(run.Samples.Skip(1), sample => Assert.Equal(RequestSample.Unknown, sample.ConnectNanoseconds));
    }

    [Fact]
    public async Task What_was_sent_by_HTTP2_and_not_answered_is_recorded_as_cancelled()
    {
        var received = new CountdownEvent(3);
        await using var server = await KestrelServer.StartAsync(
            app => app.MapGet("/", async (HttpContext context) =>
            {
                received.Signal();
                await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
            }),
            HttpProtocols.Http2);
        var run = HttpRun.Prepare(
            server.Address,
            user => Task.WhenAll(Enumerable.Range(0, 3).Select(_ => user.Client.GetAsync("/"))),
            new HttpOptions { Version = HttpVersion.Version20 },
            stopTimeout: TimeSpan.FromMilliseconds(1));

        var running = run.ExecuteAsync();
        await Task.Run(received.Wait, TestContext.Current.CancellationToken);
        run.Run.Stop("enough");
        await running;

        Assert.Equal(["cancelled", "cancelled", "cancelled"], run.Samples.Select(sample => sample.Error));
    }

    [Fact]
    public async Task What_never_got_an_HTTP2_connection_is_not_recorded()
    {
        using var full = FullListener.Create();
        var started = new TaskCompletionSource();
        var run = HttpRun.Prepare(
            full.Address,
            user =>
            {
                var getting = user.Client.GetAsync("/");
                started.TrySetResult();
                return getting;
            },
            new HttpOptions { Version = HttpVersion.Version20 },
            stopTimeout: TimeSpan.FromMilliseconds(1));

        var running = run.ExecuteAsync();
        await started.Task;
        run.Run.Stop("enough");
        await running;

        Assert.Empty(run.Samples);
    }

    [Fact]
    public async Task A_server_without_HTTP2_fails_where_that_was_asked_for()
    {
        await using var server = RawServer.Answering(Ok);

        var run = await HttpRun.Of(server.Address, user => user.Client.GetAsync("/"), new HttpOptions { Version = HttpVersion.Version20 });

        Assert.Equal("protocol_error", run.Sample.Error);
    }

    [Fact]
    public async Task A_plain_request_goes_through_the_proxy()
    {
        await using var server = RawServer.Answering(Ok);
        await using var proxy = new ForwardProxy();

        var run = await HttpRun.Of(server.Address, user => user.Client.GetAsync("/a?b=1"), new HttpOptions { Proxy = proxy.Address });

        Assert.Equal((null, 200), (run.Sample.Error, run.Sample.StatusCode));
        Assert.Equal([$"GET {server.Address}/a?b=1 HTTP/1.1"], proxy.Requests);
        Assert.InRange(run.Sample.FirstByteNanoseconds, 1, run.Sample.ResponseNanoseconds);
    }

    [Fact]
    public async Task A_secure_request_goes_through_a_tunnel_of_the_proxy()
    {
        await using var server = await KestrelServer.StartAsync(app => app.MapGet("/", () => "ok"), secure: true);
        await using var proxy = new ForwardProxy();

        var run = await HttpRun.Of(
            server.Address, user => user.Client.GetAsync("/"), new HttpOptions { Proxy = proxy.Address, Insecure = true }, iterations: 2);

        Assert.All(run.Samples, sample => Assert.Equal((null, 200), (sample.Error, sample.StatusCode)));
        Assert.Equal([$"CONNECT {new Uri(server.Address).Authority} HTTP/1.1"], proxy.Requests);
        Assert.All(run.Samples, sample => Assert.InRange(sample.FirstByteNanoseconds, 1, sample.ResponseNanoseconds));
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_proxy_failed()
    {
        var port = RawServer.ClosedPort();

        var run = await HttpRuns.Platform.Of("http://127.0.0.1:9", user => user.Client.GetAsync("/"), new HttpOptions { Proxy = new Uri($"http://127.0.0.1:{port}") });

        Assert.Equal("proxy_failed", run.Sample.Error);
        Assert.Contains($"127.0.0.1:{port}", run.Sample.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_refuses_the_tunnel_is_proxy_failed()
    {
        await using var proxy = RawServer.Answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");

        var run = await HttpRuns.Platform.Of("https://127.0.0.1:9", user => user.Client.GetAsync("/"), new HttpOptions { Proxy = new Uri(proxy.Address) });

        Assert.Equal("proxy_failed", run.Sample.Error);
        Assert.Contains("403", run.Sample.Detail, StringComparison.Ordinal);
    }
}
