using Cicada.TestSupport;

namespace Cicada.Tests.Http;

/// <summary>
/// A request that was sent never goes unrecorded; one of which nothing was written to a socket is not recorded when it is cut off.
/// </summary>
/// <remarks>
/// What holds, exactly: recorded = requests of which at least the first byte was handed to a socket, and those that failed before (refused, timed out). A request
/// that is cut off is recorded as <c>cancelled</c> when its bytes were sent. So answered by the server ≤ received by it ≤ recorded, and where nothing was
/// cut off, all three are equal.
/// </remarks>
/// <param name="runs">Of which client.</param>
public abstract class RecordingRuleTests(HttpRuns runs)
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    public static TheoryData<int, string> Ends()
    {
        var ends = new TheoryData<int, string>();
        for (var i = 0; i < 6; i++)
        {
            ends.Add(i, "run time");
            ends.Add(i, "stop");
            ends.Add(i, "run time, no stop timeout");
            ends.Add(i, "stop, no stop timeout");
        }

        return ends;
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Whatever_ends_a_run_at_full_speed_what_was_answered_is_what_was_recorded(int round, string end)
    {
        await using var server = new CountingServer();
        var stopAt = (round * 7919) + 500;
        var count = 0;
        HttpRun run = null!;
        run = runs.Prepare(
            server.Address.ToString(),
            async user =>
            {
                using var response = await user.Client.GetAsync("/", user.Cancellation);
                if (Interlocked.Increment(ref count) == stopAt && end.StartsWith("stop", StringComparison.Ordinal))
                {
                    run.Run.Stop("enough");
                }
            },
            users: 32,
            stopTimeout: end.EndsWith("no stop timeout", StringComparison.Ordinal) ? TimeSpan.Zero : null,
            runTime: end.StartsWith("run time", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(100 + (round * 37)) : null);

        await run.ExecuteAsync();

        Assert.True(run.Samples.Count > 100);
        Assert.Equal(server.Answered, run.Samples.Count);
        Assert.All(run.Samples, sample => Assert.True(sample.Succeeded));
    }

    public static TheoryData<int> Rounds() => [.. Enumerable.Range(0, 24)];

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Whatever_is_cut_off_what_was_sent_is_what_was_recorded(int round)
    {
        // The server leaves every third request without an answer; users leave while their last requests wait for a connection, are written, or are answered.
        var (received, answered) = (0, 0);
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                if (Interlocked.Increment(ref received) % 3 != 0)
                {
                    await connection.WriteAsync(Ok);
                    Interlocked.Increment(ref answered);
                }
            }
        });
        var run = runs.Prepare(
            server.Address,
            async user =>
            {
                var first = user.Client.GetAsync("/");
                for (var i = 0; i < round % 5; i++)
                {
                    _ = user.Client.GetAsync("/");
                }

                if (round % 2 == 0)
                {
                    await first;
                }
            },
            users: 40,
            iterations: 150,
            stopTimeout: TimeSpan.FromMilliseconds(1),
            runTime: TimeSpan.FromMilliseconds(40 + (round * 5)));

        await run.ExecuteAsync();
        await server.AllClosedAsync();

        Assert.Equal(received, run.Samples.Count);
        Assert.All(run.Samples, sample => Assert.Contains(sample.Error, new[] { null, "cancelled" }));
        Assert.InRange(run.Samples.Count(sample => sample.Succeeded), 0, answered);
        Assert.All(run.Samples, sample => Assert.Equal(sample.Succeeded ? 200 : 0, sample.StatusCode));
    }

    [Fact]
    public async Task What_was_sent_and_never_answered_is_recorded_as_cancelled()
    {
        var received = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            received.SetResult();
            await connection.WaitForCloseAsync();
        });
        var run = runs.Prepare(server.Address, user => user.Client.GetAsync("/", user.Cancellation), stopTimeout: TimeSpan.FromMilliseconds(1));

        var running = run.ExecuteAsync();
        await received.Task;
        run.Run.Stop("enough");
        await running;

        Assert.Equal("cancelled", run.Sample.Error);
        Assert.Contains("Waiting", run.Sample.Detail, StringComparison.Ordinal);
        Assert.Equal(0, run.Sample.StatusCode);
    }

    [Fact]
    public async Task What_was_cut_off_in_its_answer_is_recorded_as_cancelled()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nSet-Cookie: begun=1\r\n\r\nhello");
            await connection.WaitForCloseAsync();
        });
        HttpRun run = null!;
        run = runs.Prepare(
            server.Address,
            async user =>
            {
                var getting = user.Client.GetAsync("/");
                while (user.Client.Cookies.Count == 0)
                {
                    await Task.Yield();
                }

                run.Run.Stop("enough");
                await getting;
            },
            stopTimeout: TimeSpan.FromMilliseconds(1));

        await run.ExecuteAsync();

        Assert.Equal("cancelled", run.Sample.Error);
        Assert.Contains("Receiving", run.Sample.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_never_got_a_connection_is_not_recorded()
    {
        using var full = FullListener.Create();
        var started = new TaskCompletionSource();
        var run = runs.Prepare(
            full.Address,
            user =>
            {
                var getting = user.Client.GetAsync("/", user.Cancellation);
                started.TrySetResult();
                return getting;
            },
            users: 5,
            stopTimeout: TimeSpan.FromMilliseconds(1));

        var running = run.ExecuteAsync();
        await started.Task;
        run.Run.Stop("enough");
        await running;

        Assert.Empty(run.Samples);
    }

    [Fact]
    public async Task What_stopped_in_the_handshake_is_not_recorded()
    {
        var shaking = new TaskCompletionSource();
        await using var server = new RawServer(connection =>
        {
            shaking.TrySetResult();
            return connection.WaitForCloseAsync();
        });
        var run = runs.Prepare(server.SecureAddress, user => user.Client.GetAsync("/"), stopTimeout: TimeSpan.FromMilliseconds(1));

        var running = run.ExecuteAsync();
        await shaking.Task;
        run.Run.Stop("enough");
        await running;

        Assert.Empty(run.Samples);
    }

    [Fact]
    public async Task The_users_own_token_does_not_cut_off_what_is_on_its_way()
    {
        var (received, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            received.SetResult();
            await cancelled.Task;
            await connection.WriteAsync(Ok);
        });
        var run = runs.Prepare(
            server.Address,
            async user =>
            {
                using var registration = user.Cancellation.Register(() => cancelled.TrySetResult());
                await user.Client.GetAsync("/", user.Cancellation);
            },
            stopTimeout: TimeSpan.Zero);

        var running = run.ExecuteAsync();
        await received.Task;
        run.Run.Stop("enough");
        await running;

        Assert.True(run.Sample.Succeeded);
    }

    [Fact]
    public async Task Any_other_token_cuts_off_at_once()
    {
        using var mine = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await mine.CancelAsync();
            await connection.WaitForCloseAsync();
        });

        var run = await runs.Of(server.Address, async user =>
        {
            var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => user.Client.GetAsync("/", mine.Token));
            Assert.Equal(mine.Token, thrown.CancellationToken);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => user.Client.GetAsync("/not-started", mine.Token));
        });

        Assert.Equal("cancelled", run.Sample.Error);
        Assert.Equal("/", run.Sample.Key.Name);
    }

    [Fact]
    public async Task OnStop_may_still_send()
    {
        await using var server = new CountingServer();

        var run = await runs.Of(server.Address.ToString(), user => user.Client.GetAsync("/"), end: user => user.Client.GetAsync("/logout", user.Cancellation));

        Assert.Equal(["/", "/logout"], run.Samples.Select(sample => sample.Key.Name));
        Assert.Equal(2, server.Answered);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_closes_costs_no_second_sample()
    {
        var received = 0;
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            Interlocked.Increment(ref received);
            await connection.WriteAsync(Ok);
            if (connection.Number == 1)
            {
                // The second request comes in on this connection, and finds it closed without a word.
                await connection.ReadRequestAsync();
                return;
            }

            await connection.WaitForCloseAsync();
        });

        var run = await runs.Of(server.Address, async user =>
        {
            using var first = await user.Client.GetAsync("/1");
            using var second = await user.Client.GetAsync("/2");
            Assert.NotNull(second.ConnectTime);
        });

        Assert.Equal(["/1", "/2"], run.Samples.Select(sample => sample.Key.Name));
        Assert.All(run.Samples, sample => Assert.True(sample.Succeeded));
        Assert.Equal((2, 2), (received, server.Accepted));
    }

    [Fact]
    public async Task A_redirect_that_gets_no_connection_any_more_still_counts_as_sent()
    {
        using var full = FullListener.Create();
        var redirected = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 302 Found\r\nLocation: {full.Address}\r\nContent-Length: 0\r\n\r\n");
            redirected.SetResult();
        });
        var run = runs.Prepare(server.Address, user => user.Client.GetAsync("/"), stopTimeout: TimeSpan.FromMilliseconds(1));

        var running = run.ExecuteAsync();
        await redirected.Task;
        run.Run.Stop("enough");
        await running;

        Assert.Equal("cancelled", run.Sample.Error);
    }

    [Fact]
    public async Task A_body_made_later_than_its_head_counts_for_its_own_request()
    {
        var heads = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Ok);
            await connection.ReadHeadAsync();
            heads.SetResult();
            await connection.WaitForCloseAsync();
        });
        var run = runs.Prepare(
            server.Address,
            async user =>
            {
                // The connection has carried another request before, which must not be taken for the one that is sent now.
                using (await user.Client.GetAsync("/first"))
                {
                }

                await user.Client.PostAsync("/late", new LateContent(heads.Task));
            },
            stopTimeout: TimeSpan.FromMilliseconds(1));

        var running = run.ExecuteAsync();
        await heads.Task;
        run.Run.Stop("enough");
        await running;

        Assert.Equal([("/first", null), ("/late", "cancelled")], run.Samples.Select(sample => (sample.Key.Name, sample.Error)));
    }

    /// <summary>A body whose first part comes from another thread, and whose rest never comes.</summary>
    private sealed class LateContent(Task never) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            await stream.WriteAsync(new byte[20_000], cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await never.WaitAsync(cancellationToken);
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 40_000;
            return true;
        }
    }
}
