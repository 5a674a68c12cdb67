using Cicada.Metrics;
using Cicada.Storage;
using Cicada.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.RunsApi;

/// <summary>A store with three runs of thirty seconds, recorded once and open for all tests that only read.</summary>
[CollectionDefinition(nameof(RecordedRuns))]
public sealed class RecordedRuns : IAsyncLifetime, ICollectionFixture<RecordedRuns>
{
    internal const string First = "r20261124-120000-abc";
    internal const string Second = "r20261125-120000-def";
    internal const string Other = "r20261126-120000-xyz";

    /// <summary>What a target may call a request or a failure.</summary>
    internal const string Hostile = "<script>alert('näme')</script>' OR 1=1 --\u0001";

    internal const int Seconds = 30;

    private readonly TemporaryFolder _folder = new();

    internal Store Store { get; private set; } = null!;

    /// <summary>The API over it.</summary>
    internal RunsApiFixture Api { get; private set; } = null!;

    private string Path => _folder.Combine("recorded.duckdb");

    public async ValueTask InitializeAsync()
    {
        await RecordAsync(First, "shop", 24, 20, new Dictionary<string, string> { ["team"] = "shop", ["build"] = "1" });
        await RecordAsync(Second, "shop", 25, 30, new Dictionary<string, string> { ["build"] = "2" });
        await RecordAsync(Other, "search", 26, 10, new Dictionary<string, string>());

        // As it is between two who have it open; later it may change at any time.
        File.Copy(Path, Path + ".copy");
        Store = Store.Open(Path);
        Api = await RunsApiFixture.StartAsync(Store);
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        Store.Dispose();
        _folder.Dispose();
    }

    /// <summary>The store for a test that changes something.</summary>
    internal void CopyTo(string path) => File.Copy(Path + ".copy", path);

    // Ten requests a second of two names, every tenth of which fails; the response time grows by a millisecond each second.
    private async Task RecordAsync(string id, string test, int day, int milliseconds, IReadOnlyDictionary<string, string> labels)
    {
        const long second = 1_000_000_000;
        var started = new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero);
        var start = (started - DateTimeOffset.UnixEpoch).Ticks * 100;
        RequestKey[] keys = [new(0, "GET", "/", "Shopper"), new(1, "POST", Hostile, "Shopper")];
        var run = new RunDescription
        {
            Id = id,
            Test = test,
            State = RunState.Running,
            Started = started,
            Host = "http://localhost:5000",
            Labels = labels,
            Options = new Dictionary<string, string> { ["--users"] = "3", ["--host"] = "http://localhost:5000" },
        };
        var statistics = new Statistics(new RunClock(new FakeTimeProvider(started)));
        statistics.SetIntervalEnd(start + second);
        await using var store = new StoreOutput(Path);
        await store.OpenAsync(new OutputContext { Run = run }, TestContext.Current.CancellationToken);
        List<RequestSample> samples = [];
        List<Observation> observations = [new RunEvent { TimeNanoseconds = start, Type = "test_start", Title = "Start", Text = "3 users" }];
        for (var i = 0; i < Seconds; i++)
        {
            var ofSecond = Enumerable.Range(0, 10).Select(n => new RequestSample
            {
                Key = keys[n % 2],
                CompletedNanoseconds = start + (i * second) + (n * 97_000_000) + 1,
                ResponseNanoseconds = (milliseconds + i) * 1_000_000L,
                ServiceNanoseconds = (milliseconds + i) * 1_000_000L,
                ResponseLength = 100,
                StatusCode = n == 9 ? 503 : 200,
                Error = n == 9 ? "http_503" : null,
                Detail = n == 9 ? Hostile : null,
            }).ToArray();
            statistics.Add(ofSecond);
            samples.AddRange(ofSecond);
            var end = start + ((i + 1) * second);
            observations.AddRange(statistics.TakeInterval(end, end + second));
            observations.Add(new UserCount { TimeNanoseconds = end, UserClass = "Shopper", Count = 3, Target = 3, ElapsedSeconds = i + 1 });
        }

        await store.WriteAsync(new OutputBatch { Requests = samples.ToArray(), Observations = observations }, TestContext.Current.CancellationToken);
        var (requests, total, failures) = statistics.Summarise();
        await store.CloseAsync(
            run,
            new RunSummary
            {
                Run = id,
                Test = test,
                State = RunState.Finished,
                ExitCode = 1,
                Started = started,
                Ended = started.AddSeconds(Seconds),
                Users = 3,
                Host = run.Host,
                Labels = labels,
                Requests = requests,
                Total = total,
                Failures = failures,
                Recording = new RecordingSummary { Recorded = 300, Stored = 300, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
            },
            TestContext.Current.CancellationToken);
    }
}
