using System.Collections.Concurrent;

namespace Cicada.Tests.Http;

/// <summary>What is left behind when users have ended: nothing.</summary>
/// <param name="runs">Of which client.</param>
public abstract class HttpLeakTests(HttpRuns runs)
{
    [Fact]
    public async Task Failed_and_abandoned_requests_leave_no_connection_and_no_unobserved_exception()
    {
        // What other tests have left behind is theirs.
        Collect();
        var unobserved = new ConcurrentQueue<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await RunEveryKindOfFailureAsync();
            Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.Empty(unobserved);
    }

    [Fact]
    public async Task A_server_sees_every_connection_closed()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        await runs.Of(server.Address, user => Task.WhenAll(user.Client.GetAsync("/"), user.Client.GetAsync("/")), users: 10, iterations: 10);

        await server.AllClosedAsync();

        // Two for each user that came to a turn; a quick one may have taken the turn of another.
        Assert.InRange(server.Accepted, 2, 20);
    }

    [Fact]
    public async Task An_answer_that_was_refused_for_its_size_frees_its_connection()
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n{new string('x', 2_000_000)}");

        var run = await runs.Of(server.Address, user => user.Client.GetAsync("/"), new HttpOptions { MaximumBodyBytes = 10 }, iterations: 3);

        Assert.All(run.Samples, sample => Assert.Equal("response_too_large", sample.Error));
        await server.AllClosedAsync();
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private async Task RunEveryKindOfFailureAsync()
    {
        using var full = FullListener.Create();
        var number = 0;
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            switch (Interlocked.Increment(ref number) % 6)
            {
                case 0:
                    connection.Reset();
                    break;
                case 1:
                    await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                    break;
                case 2:
                    await connection.WriteAsync("nonsense\r\n\r\n");
                    break;
                case 3:
                    await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                    await connection.WaitForCloseAsync();
                    break;
                case 4:
                    await connection.WaitForCloseAsync();
                    break;
                default:
                    await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    break;
            }
        });
        string[] hosts = [server.Address, full.Address, $"http://127.0.0.1:{RawServer.ClosedPort()}", server.SecureAddress];

        await runs.Of(
            null,
            async user =>
            {
                // Half of them are waited for, half are abandoned.
                foreach (var host in hosts)
                {
                    _ = user.Client.GetAsync($"{host}/abandoned");
                    _ = user.Client.PostAsync($"{host}/abandoned", new ByteArrayContent(new byte[500_000]));
                }

                await Task.WhenAll(hosts.Select(host => user.Client.GetAsync($"{host}/")));
            },
            new HttpOptions { Timeout = TimeSpan.FromMilliseconds(200) },
            users: 12,
            iterations: 24);
    }
}
