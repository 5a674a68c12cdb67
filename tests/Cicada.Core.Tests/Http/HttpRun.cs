using System.Collections.Concurrent;

namespace Cicada.Tests.Http;

/// <summary>A real run of one task on real sockets, and everything it recorded.</summary>
internal sealed class HttpRun : IOutput
{
    private static readonly System.Runtime.CompilerServices.StrongBox<int> Numbers = new();

    private readonly ConcurrentQueue<RequestSample> _samples = new();

    private HttpRun(Plan plan, TimeProvider? clock)
    {
        Run = new Run(plan, new RunServices { Outputs = [this], Clock = clock ?? TimeProvider.System, SpoolFolder = Path.Combine(Path.GetTempPath(), "cicada-http-tests") });
    }

    public Run Run { get; }

    public RunSummary Summary { get; private set; } = null!;

    /// <summary>What was recorded, in the order of completion.</summary>
    public IReadOnlyList<RequestSample> Samples => [.. _samples.OrderBy(sample => sample.CompletedNanoseconds)];

    /// <summary>The only sample there is.</summary>
    public RequestSample Sample => Assert.Single(Samples);

    string IOutput.Name => "memory";

    /// <summary>One user does the task once (or as often as said), and the run ends.</summary>
    public static async Task<HttpRun> Of(
        string? host, Func<HttpUser, Task> task, HttpOptions? http = null, int users = 1, long iterations = 1, TimeProvider? clock = null, Func<HttpUser, Task>? end = null,
        Type? userType = null)
    {
        var run = Prepare(host, task, http, users, iterations, clock: clock, end: end, userType: userType);
        await run.ExecuteAsync();
        return run;
    }

    public static HttpRun Prepare(
        string? host,
        Func<HttpUser, Task> task,
        HttpOptions? http = null,
        int users = 1,
        long? iterations = null,
        TimeSpan? stopTimeout = null,
        TimeSpan? runTime = null,
        TimeProvider? clock = null,
        Func<HttpUser, Task>? end = null,
        Type? userType = null)
    {
        var test = $"http-{Interlocked.Increment(ref Numbers.Value)}";
        ScriptedUser.Tasks[test] = task;
        if (end is not null)
        {
            ScriptedUser.Ends[test] = end;
        }

        return new HttpRun(
            new Plan
            {
                Test = test,
                UserTypes = [userType ?? typeof(ScriptedUser)],
                Host = host,
                Users = users,
                SpawnRate = 100_000,
                Iterations = iterations,
                RunTime = runTime,
                StopTimeout = stopTimeout ?? TimeSpan.FromSeconds(5),
                Http = http ?? new HttpOptions(),
            },
            clock);
    }

    /// <summary>To the end of the run. What a task threw, an assertion for instance, is thrown here.</summary>
    public async Task ExecuteAsync()
    {
        var errors = new ConcurrentQueue<Exception>();
        Run.Events.UserError.Add(error => errors.Enqueue(error.Exception));
        Summary = await Run.ExecuteAsync();
        if (errors.TryPeek(out var first))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        Assert.Equal(_samples.Count, Summary.Total.Count);
        await NoConnectionIsLeftAsync();
    }

    /// <summary>Completes when no connection is open: at once, but for those that were cut off and are being closed by another thread.</summary>
    private async Task NoConnectionIsLeftAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Run.Connections.Count > 0)
        {
            Assert.False(patience.IsCancellationRequested, $"{Run.Connections.Count} connections were left open.");
            await Task.Yield();
        }

        Assert.Equal(0, Run.Connections.Count);
    }

    ValueTask IOutput.OpenAsync(OutputContext context, CancellationToken cancellationToken) => default;

    ValueTask<OutputResult> IOutput.WriteAsync(OutputBatch batch, CancellationToken cancellationToken)
    {
        foreach (var sample in batch.Requests.Span)
        {
            _samples.Enqueue(sample);
        }

        return new(new OutputResult(batch.Requests.Length));
    }

    ValueTask IOutput.CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken) => default;

    ValueTask IAsyncDisposable.DisposeAsync() => default;
}
