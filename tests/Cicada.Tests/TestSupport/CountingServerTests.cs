using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Cicada.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.SupportTests;

public sealed class CountingServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_many_clients_have_read_is_what_was_counted()
    {
        const int Clients = 8;
        const int Each = 500;
        await using var server = new CountingServer();
        using var client = new HttpClient { BaseAddress = server.Address };

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            for (var i = 0; i < Each; i++)
            {
                Assert.Equal("ok", await client.GetStringAsync(new Uri($"even/{number % 2}?n={i}", UriKind.Relative), Cancellation));
            }
        }));

        Assert.Equal(Clients * Each, server.Answered);
        Assert.Equal(Clients * Each / 2, server.AnsweredOn("/even/0"));
        Assert.Equal(new Dictionary<string, long> { ["/even/0"] = 2000, ["/even/1"] = 2000 }, server.AnsweredByPath);
        Assert.Equal(0, server.AnsweredOn("/odd"));
    }

    [Theory]
    [InlineData(1)] // a byte at a time
    [InlineData(7)] // never at the end of a line
    [InlineData(100_000)] // all at once, and more than the first buffer holds
    public async Task Pipelined_requests_are_answered_in_order_however_they_are_cut(int piece)
    {
        await using var server = new CountingServer();
        server.On("/n", request => new ScriptedAnswer { Text = $"<{request.Query[1..]}:{request.Text}>" });
        var requests = new StringBuilder();
        for (var i = 0; i < 200; i++)
        {
            requests.Append((i % 3) switch
            {
                0 => $"GET /n?{i} HTTP/1.1\r\nHost: x\r\n\r\n",
                1 => $"POST /n?{i} HTTP/1.1\r\nHost: x\r\ncontent-length: 4\r\n\r\nbody",
                _ => $"POST /n?{i} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2;x=y\r\ndy\r\n0\r\n\r\n",
            });
        }

        requests.Append("GET /n?last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        var answers = await TalkAsync(server, requests.ToString(), piece);

        var expected = Enumerable.Range(0, 200).Select(i => i % 3 == 0 ? $"<{i}:>" : $"<{i}:body>").Append("<last:>");
        Assert.Equal(expected, answers.Split("\r\n\r\n").Skip(1).Select(part => part[..(part.IndexOf('>', StringComparison.Ordinal) + 1)]));
        Assert.Equal(201, server.Answered);
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task An_answer_has_the_status_the_body_and_the_headers_of_its_script()
    {
        await using var server = new CountingServer();
        server.On("/busy", new ScriptedAnswer { Status = 503, Text = "später", Headers = new Dictionary<string, string> { ["Retry-After"] = "2" } });
        server.On("/empty", new ScriptedAnswer { Status = 204 });
        using var client = new HttpClient { BaseAddress = server.Address };

        using var busy = await client.GetAsync(new Uri("busy", UriKind.Relative), Cancellation);
        using var empty = await client.GetAsync(new Uri("empty", UriKind.Relative), Cancellation);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/other"), Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
        Assert.Equal("später", await busy.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(new RetryConditionHeaderValue(TimeSpan.FromSeconds(2)), busy.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.NoContent, empty.StatusCode);
        Assert.Equal(2, head.Content.Headers.ContentLength);
        Assert.Equal(3, server.Answered);
    }

    [Fact]
    public async Task A_script_sees_the_request_and_how_many_came_before()
    {
        await using var server = new CountingServer();
        server.On("/flaky", request => new ScriptedAnswer { Status = request.Ordinal % 2 == 0 ? 500 : 200, Text = request.Headers["X-Name"] + request.Text });
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("X-Name", "cicada");

        using var first = await client.PostAsync(new Uri("flaky", UriKind.Relative), new StringContent("!"), Cancellation);
        using var second = await client.PostAsync(new Uri("flaky", UriKind.Relative), new StringContent("!"), Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.InternalServerError), (first.StatusCode, second.StatusCode));
        Assert.Equal("cicada!", await first.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_delayed_answer_waits_for_the_clock_and_its_real_time_is_kept()
    {
        var clock = new FakeTimeProvider();
        await using var server = new CountingServer(logAnswerTimes: true, timeProvider: clock);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.On("/slow", _ =>
        {
            arrived.SetResult();
            return new ScriptedAnswer { Delay = TimeSpan.FromMinutes(1) };
        });
        using var client = new HttpClient { BaseAddress = server.Address };

        var answer = client.GetStringAsync(new Uri("slow", UriKind.Relative), Cancellation);
        await arrived.Task;
        Assert.Equal(0, server.Answered);
        while (!answer.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1)); // the timer is set after the script has spoken
            await Task.Yield();
        }

        Assert.Equal("ok", await answer);
        await client.GetStringAsync(new Uri("fast", UriKind.Relative), Cancellation);
        await server.DisposeAsync();
        Assert.Equal(["/slow", "/fast"], server.AnswerTimes.Select(t => t.Path));
        Assert.All(server.AnswerTimes, t => Assert.True(t.Elapsed > TimeSpan.Zero));
    }

    [Fact]
    public async Task A_request_that_is_aborted_or_malformed_is_not_answered()
    {
        await using var server = new CountingServer();
        server.On("/abort", new ScriptedAnswer { Abort = true });
        using var client = new HttpClient { BaseAddress = server.Address };

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("abort", UriKind.Relative), Cancellation));
        var nothing = await TalkAsync(server, "this is not HTTP\r\n\r\n", 100);

        Assert.Equal("", nothing);
        Assert.Equal(0, server.Answered);
        Assert.Equal(1, server.Malformed);
    }

    /// <summary>Sends a text in pieces and gives back everything up to the end of the connection.</summary>
    private static async Task<string> TalkAsync(CountingServer server, string requests, int piece)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, Cancellation);
        await using var stream = new NetworkStream(socket);

        var answers = new StreamReader(stream).ReadToEndAsync(Cancellation);
        foreach (var part in Encoding.ASCII.GetBytes(requests).Chunk(piece))
        {
            await stream.WriteAsync(part, Cancellation);
        }

        return await answers;
    }
}
