using Cicada.Metrics;
using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.TestSupport;

namespace Cicada.Tests.RunsApi;

/// <summary>One run, asked for at the moment of its end.</summary>
public sealed class RunEndpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_ends_while_it_is_asked_for_is_told_with_its_end()
    {
        var control = new ScriptedControl { On = new() };
        using var store = Store.Open(_folder.Combine("store.duckdb"));
        await using var output = new StoreOutput(store);
        var run = new RunDescription { Id = control.On.Run.Id, Test = "shop", State = RunState.Running, Started = DateTimeOffset.UnixEpoch };
        await output.OpenAsync(new OutputContext { Run = run }, Cancellation);
        await using var api = await RunsApiFixture.StartAsync(new RunQuestions("", AskBeforeTheEnd, new(), TimeProvider.System), control);

        var detail = await api.ReadAsync($"runs/{run.Id}");

        Assert.Equal(("finished", "finished"), (detail.GetProperty("head").GetProperty("state").GetString(), detail.GetProperty("phase").GetString()));
        Assert.False(detail.GetProperty("is_live").GetBoolean());

        RunHistory AskBeforeTheEnd(StoreAccess access, CancellationToken ended)
        {
            var history = store.OpenHistory(access, ended);
            if (control.On is not null)
            {
                output.CloseAsync(run with { State = RunState.Finished, Ended = run.Started.AddSeconds(1) }, Summary(run), Cancellation).AsTask().GetAwaiter().GetResult();
                control.On = null;
            }

            return history;
        }
    }

    [Fact]
    public async Task What_users_code_has_thrown_is_counted_up_while_the_run_is_on_and_read_from_the_store_after_it()
    {
        var control = new ScriptedControl { On = new() };
        using var store = Store.Open(_folder.Combine("store.duckdb"));
        await using var output = new StoreOutput(store);
        var run = new RunDescription { Id = control.On.Run.Id, Test = "shop", State = RunState.Running, Started = DateTimeOffset.UnixEpoch };
        await output.OpenAsync(new OutputContext { Run = run }, Cancellation);
        await using var api = await RunsApiFixture.StartAsync(store, control);
        control.On.Run.ReportUserError(null, new InvalidOperationException("no cart"), "Buy");
        control.On.Run.ReportUserError(null, new InvalidOperationException("no cart"), "Buy");

        var during = (await api.ReadAsync($"runs/{run.Id}")).GetProperty("summary").GetProperty("user_errors");
        await output.CloseAsync(run with { State = RunState.Finished, Ended = run.Started.AddSeconds(1) }, Summary(run), Cancellation);
        var after = (await api.ReadAsync($"runs/{run.Id}")).GetProperty("summary").GetProperty("user_errors");

        var error = Assert.Single(during.EnumerateArray());
        Assert.Equal(
            ("System.InvalidOperationException", "no cart", 2),
            (error.GetProperty("exception").GetString(), error.GetProperty("message").GetString(), error.GetProperty("occurrences").GetInt32()));
        Assert.Equal(0, after.GetArrayLength());
    }

    private static RunSummary Summary(RunDescription run) => new()
    {
        Run = run.Id,
        Test = run.Test,
        State = RunState.Finished,
        ExitCode = 0,
        Started = run.Started,
        Ended = run.Started.AddSeconds(1),
        Users = 1,
        Requests = [],
        Total = new Statistics(new RunClock(TimeProvider.System)).Summarise().Total,
        Recording = new RecordingSummary { Recorded = 0, Stored = 0, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
    };
}
