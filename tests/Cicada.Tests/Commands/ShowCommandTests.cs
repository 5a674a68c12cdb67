using System.Text.Json;
using Cicada.Storage;

namespace Cicada.Tests.Commands;

public sealed class ShowCommandTests : IDisposable
{
    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Fact]
    public async Task A_part_of_a_run_is_shown_with_its_own_figures()
    {
        await RecordAsync();

        Assert.Equal(0, await _door.RunToolAsync("show latest --from 3s --to 1m --json"));
        var part = JsonDocument.Parse(_door.Output).RootElement;
        Assert.Equal(0, await _door.RunToolAsync("show latest --json"));
        var whole = JsonDocument.Parse(_door.Output).RootElement;
        Assert.Equal(0, await _door.RunToolAsync("show latest --to 2"));

        Assert.Equal((3.0, 10.0), (part.GetProperty("window").GetProperty("from").GetDouble(), part.GetProperty("window").GetProperty("to").GetDouble()));
        Assert.Equal((7L, 1.0), (part.GetProperty("total").GetProperty("count").GetInt64(), part.GetProperty("total").GetProperty("rps").GetDouble()));
        Assert.Equal(7, part.GetProperty("requests")[0].GetProperty("count").GetInt64());
        Assert.Equal(1, part.GetProperty("failures")[0].GetProperty("occurrences").GetInt64());
        Assert.Equal(10, whole.GetProperty("total").GetProperty("count").GetInt64());
        Assert.False(whole.TryGetProperty("window", out _));
        Assert.Contains("from 0.0 s to 2.0 s", _door.Output);
    }

    [Theory]
    [InlineData("--from 11s", "was 10 s long, so there is nothing from 11 s on")]
    [InlineData("--from soon", "The time from which requests count is 'soon'; expected seconds like '20'")]
    [InlineData("--to never", "The time up to which requests count is 'never'")]
    [InlineData("--from 5s --to 5s", "which leaves none")]
    [InlineData("--to 0", "which leaves none")]
    public async Task A_part_that_cannot_be_gets_a_sentence(string options, string part)
    {
        await RecordAsync();

        Assert.Equal(2, await _door.RunToolAsync($"show latest {options}"));

        Assert.Contains(part, _door.Error);
        Assert.DoesNotContain("   at ", _door.Error);
        Assert.Equal("", _door.Output);
    }

    // One request a second for ten seconds, the sixth of which fails.
    private async Task RecordAsync()
    {
        var started = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        var start = (started - DateTimeOffset.UnixEpoch).Ticks * 100;
        var key = new RequestKey(0, "GET", "/", "Shopper");
        var samples = Enumerable.Range(0, 10).Select(i => new RequestSample
        {
            Key = key,
            CompletedNanoseconds = start + (i * 1_000_000_000L) + 500_000_000,
            ResponseNanoseconds = 20_000_000,
            ServiceNanoseconds = 20_000_000,
            ResponseLength = 10,
            StatusCode = i == 5 ? 500 : 200,
            Error = i == 5 ? "HTTP 500" : null,
        }).ToArray();
        var run = new RunDescription { Id = "r20261124-120000-abc", Test = "shop", State = RunState.Running, Started = started };
        var total = new RequestSummary
        {
            RequestType = "(all)",
            Name = "(all)",
            Count = 10,
            Failures = 1,
            Rps = 1,
            Mean = 20,
            Min = 20,
            Max = 20,
            P50 = 20,
            P75 = 20,
            P90 = 20,
            P95 = 20,
            P99 = 20,
            P999 = 20,
            Bytes = 100,
        };
        await using var store = new StoreOutput(_door.PathOf("cicada.duckdb"));
        await store.OpenAsync(new OutputContext { Run = run }, TestContext.Current.CancellationToken);
        await store.WriteAsync(
            new OutputBatch
            {
                Requests = samples,
                Observations = [new UserCount { TimeNanoseconds = start + 10_000_000_000, UserClass = "Shopper", Count = 1, Target = 1, ElapsedSeconds = 10 }],
            },
            TestContext.Current.CancellationToken);
        await store.CloseAsync(
            run,
            new RunSummary
            {
                Run = run.Id,
                Test = run.Test,
                State = RunState.Finished,
                ExitCode = 1,
                Started = started,
                Ended = started.AddSeconds(10),
                Users = 1,
                Requests = [total with { RequestType = "GET", Name = "/" }],
                Total = total,
                Recording = new RecordingSummary { Recorded = 10, Stored = 10, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
            },
            TestContext.Current.CancellationToken);
    }
}
