using Cicada.Sockets;
using Cicada.Tests.Http;

namespace Cicada.Tests.Sockets;

/// <summary>What becomes of code that blocks the thread its answers come in on: it gets what it waits for, nobody else waits for it, and the run says so.</summary>
/// <param name="runs">Of which client.</param>
public abstract class BlockingCodeTests(HttpRuns runs)
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    public static bool NoLoops => !SocketLoops.ArePossible;

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops; the thread pool deals with it.")]
    public async Task A_task_that_takes_its_answers_by_Result_gets_them_and_is_named()
    {
        await using var server = Server();

        var run = await runs.Of(server.Address, async user =>
        {
            await user.Client.GetAsync("/");
            for (var i = 0; i < 3; i++)
            {
                // The thread we are on is the one the answer comes in on.
                Assert.Equal("ok", Result(user.Client.GetAsync("/")).Text);
            }
        });

        Assert.Equal(4, run.Samples.Count);
        Assert.Single(run.Summary.Warnings, warning => warning.Contains("block the thread", StringComparison.Ordinal) && warning.Contains($"'{run.Run.Plan.UserTypes[0].Name}'", StringComparison.Ordinal));
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops; the thread pool deals with it.")]
    public async Task While_one_user_blocks_the_others_go_on()
    {
        await using var server = Server();
        using var others = new CountdownEvent(40);

        var run = await runs.Of(
            server.Address,
            async user =>
            {
                await user.Client.GetAsync("/");
                if (user.Number == 0)
                {
                    others.Wait();
                    return;
                }

                for (var i = 0; i < 4; i++)
                {
                    await user.Client.GetAsync("/");
                    others.Signal();
                }
            },
            users: 11,
            iterations: 11);

        Assert.Equal(51, run.Samples.Count);
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops; the thread pool deals with it.")]
    public async Task Who_only_works_holds_up_nobody_either_and_is_not_said_to_block()
    {
        await using var server = Server();
        var others = 0;

        var run = await runs.Of(
            server.Address,
            async user =>
            {
                await user.Client.GetAsync("/");
                if (user.Number > 0)
                {
                    await user.Client.GetAsync("/");
                    Interlocked.Increment(ref others);
                    return;
                }

                while (Volatile.Read(ref others) < 10)
                {
                    Thread.SpinWait(100);
                }
            },
            users: 11,
            iterations: 11);

        Assert.Equal(21, run.Samples.Count);
        Assert.DoesNotContain(run.Summary.Warnings, warning => warning.Contains("block the thread", StringComparison.Ordinal));
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops; the thread pool deals with it.")]
    public async Task Users_go_on_on_the_thread_their_answer_came_in_on()
    {
        await using var server = Server();
        var names = new System.Collections.Concurrent.ConcurrentBag<string?>();

        await runs.Of(server.Address, async user =>
        {
            for (var i = 0; i < 50; i++)
            {
                await user.Client.GetAsync("/");
                names.Add(Thread.CurrentThread.Name);
            }
        });

        // Whoever is so late that the answer is there already goes on where it is.
        Assert.Contains(names, name => name?.StartsWith("Cicada answers", StringComparison.Ordinal) == true);
    }

    private static RawServer Server() => new(async connection =>
    {
        while (await connection.ReadRequestAsync() is not null)
        {
            await connection.WriteAsync(Ok);
        }
    });

    // What people write who have not heard of await.
    private static Response Result(Task<Response> task)
    {
#pragma warning disable xUnit1031
        return task.Result;
#pragma warning restore xUnit1031
    }
}
