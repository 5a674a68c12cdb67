using System.Text;
using System.Text.Json;
using Cicada.Metrics;
using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.Tests.Commands;
using Cicada.TestSupport;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.RunsApi;

public sealed class LiveFeedTests
{
    private const long Second = 1_000_000_000;

    private static readonly RequestKey[] Keys = [new(0, "GET", "/", "Shopper"), new(1, "POST", "/<b>", "Shopper")];

    private static readonly Gen<RequestSample[]> Samples = Gen.Select(
        Gen.Long[0, (6 * Second) - 1], Gen.Int[0, 1], Gen.Double[3, 10.5], Gen.Int[0, 4],
        (at, key, logarithm, kind) => new RequestSample
        {
            Key = Keys[key],
            CompletedNanoseconds = at,
            ResponseNanoseconds = (long)Math.Pow(10, logarithm),
            ServiceNanoseconds = (long)Math.Pow(10, logarithm),
            DnsNanoseconds = kind == 0 ? 12_345 : RequestSample.Unknown,
            ConnectNanoseconds = kind <= 1 ? 123_456 : RequestSample.Unknown,
            FirstByteNanoseconds = kind == 4 ? RequestSample.Unknown : (long)Math.Pow(10, logarithm - 1),
            ResponseLength = at % 1000,
            StatusCode = kind == 4 ? 0 : kind == 3 ? 503 : 200,
            Error = kind >= 3 ? "failed" : null,
        }).Array[0, 120].Select(samples => samples.DistinctBy(sample => sample.CompletedNanoseconds).OrderBy(sample => sample.CompletedNanoseconds).ToArray());

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 12, 7, TimeSpan.Zero));

    // Few, since each is a store of its own. A run ends half a second later, or less, and then before or after the last whole second is told.
    [Theory]
    [InlineData(500, false, "1,2,3,4,5,6,7")]
    [InlineData(200, false, "1,2,3,4,5,6,6")]
    [InlineData(1, true, "1,2,3,4,5,6")]
    public Task A_second_says_live_what_the_store_says_of_it_for_ever(int restMilliseconds, bool isJoined, string seconds) => Gen.Select(Samples, Samples).SampleAsync(
        async (samples, others) =>
        {
            using var folder = new TemporaryFolder();
            var (run, feed) = Begin();
            var rest = restMilliseconds * Second / 1000;
            var observations = Observe([.. samples, .. Behind(others, rest)], run.Clock, rest, isJoined);

            Tell(feed, observations);
            await RecordAsync(folder.Combine("live.duckdb"), run, observations, TimeSpan.FromSeconds(6) + TimeSpan.FromMilliseconds(restMilliseconds));

            var ticks = Events(feed, "tick").Select(data => JsonDocument.Parse(data).RootElement).ToArray();
            Assert.Equal(seconds, string.Join(',', ticks.Select(tick => tick.GetProperty("second").GetInt64())));
            using var history = RunHistory.Open(folder.Combine("live.duckdb"));

            // A second that was told twice is what was told of it last.
            foreach (var tick in ticks.GroupBy(tick => tick.GetProperty("second").GetInt64()).Select(told => told.Last()))
            {
                var second = tick.GetProperty("second").GetInt64();
                var query = history.Query(run.Id).Window(TimeSpan.FromSeconds(second - 1), TimeSpan.FromSeconds(second));
                var stored = query.Course(TimeSpan.FromSeconds(1));
                Assert.Equal(JsonSerializer.Serialize(stored, RunsJson.Default.RunCourse), tick.GetProperty("series").GetRawText());
                Assert.Equal(query.LatencyCourse(TimeSpan.FromSeconds(1)).Counts[0], tick.GetProperty("latency").EnumerateArray().Select(count => count.GetInt64()));
            }
        },
        iter: 3,
        threads: 1);

    [Fact]
    public void What_happens_is_told_at_once_and_what_is_logged_with_its_second()
    {
        var (run, feed) = Begin();
        var start = run.Clock.StartNanoseconds;

        feed.Observed(Line(1, start + 5, "<script>\n"));
        feed.Observed(new RunEvent { TimeNanoseconds = start + (Second / 2), Type = "annotation", Title = "Cache <emptied>", Text = "by hand" });
        var before = Events(feed, "log");
        feed.SecondEnded(start + Second);

        Assert.Empty(before);
        Assert.Equal(
            ["""{"elapsed":0.5,"time":"2026-11-23T10:12:07.500000Z","type":"annotation","title":"Cache \u003Cemptied\u003E","text":"by hand"}"""],
            Events(feed, "event"));
        Assert.Equal(
            ["""{"sequence":1,"time":"2026-11-23T10:12:07.000000Z","elapsed":0,"level":"warning","category":"Shop","message":"\u003Cscript\u003E\n"}"""],
            Events(feed, "log"));
    }

    [Fact]
    public void Of_a_flood_of_log_lines_a_hundred_are_sent_each_second()
    {
        var (run, feed) = Begin();

        for (var i = 1; i <= 1_000; i++)
        {
            feed.Observed(Line(i, run.Clock.StartNanoseconds + i, "flood"));
        }

        feed.SecondEnded(run.Clock.StartNanoseconds + Second);
        feed.Observed(Line(1_001, run.Clock.StartNanoseconds + Second + 1, "after it"));
        feed.Ended(RunState.Finished);

        var lines = Events(feed, "log");
        Assert.Equal(101, lines.Count);
        Assert.Contains("1001", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void All_requests_are_counted_up_at_most_twice_a_second()
    {
        var (_, feed) = Begin();

        var first = feed.Requests();
        Assert.Same(first, feed.Requests());
        _clock.Advance(TimeSpan.FromSeconds(0.6));
        var second = feed.Requests();

        Assert.NotSame(first, second);
        Assert.Equal(0.6, second.Elapsed, 6);
    }

    private (Run Run, LiveFeed Feed) Begin()
    {
        var feed = new LiveFeed();
        var run = new Run(new Plan { Test = "live", UserTypes = [typeof(DoorUsers.GoodUser)] }, new RunServices { Clock = _clock });
        feed.Began(run);
        return (run, feed);
    }

    private static LogMessage Line(long sequence, long time, string message) => new()
    {
        TimeNanoseconds = time,
        Sequence = sequence,
        ElapsedSeconds = 0,
        Level = "warning",
        Category = "Shop",
        Message = message,
    };

    // Some of the requests, in what is left after the sixth second.
    private static IEnumerable<RequestSample> Behind(RequestSample[] samples, long rest) => samples
        .Where(sample => sample.CompletedNanoseconds < 3 * Second)
        .Select(sample => sample with { CompletedNanoseconds = (6 * Second) + (sample.CompletedNanoseconds * rest / (3 * Second)) })
        .DistinctBy(sample => sample.CompletedNanoseconds);

    // Six seconds and what is left, as a run tells them; a quiet second has users and health all the same.
    private static List<Observation[]> Observe(RequestSample[] samples, RunClock clock, long rest, bool isJoined)
    {
        var start = clock.StartNanoseconds;
        var statistics = new Statistics(clock);
        statistics.SetIntervalEnd(start + Second);
        var bySecond = new List<Observation[]>();
        for (var second = 0; second < (isJoined ? 5 : 6); second++)
        {
            var time = start + ((second + 1) * Second);
            Add(time);
            bySecond.Add(
            [
                .. statistics.TakeInterval(time, time + Second),
                .. Users(second, time),
                new GeneratorHealth
                {
                    TimeNanoseconds = time,
                    CpuPercent = 12.3456,
                    MemoryBytes = 1_234_567,
                    GcPauseMilliseconds = 0.5,
                    SchedulerLatenessP99 = 0.25,
                    ThreadPoolQueue = second,
                    Connections = 3,
                    Recording = new RecordingCounts(second * 10, second * 9, second, 0, 0),
                },
            ]);
        }

        var end = start + (6 * Second) + rest;
        Add(end);
        bySecond.Add([.. statistics.TakeLast(end), .. Users(1, end)]);
        return bySecond;

        // Not much earlier than they are told, as in a run.
        void Add(long before)
        {
            var told = bySecond.Count * Second;
            statistics.Add(
            [
                .. samples.Where(sample => sample.CompletedNanoseconds >= told && start + sample.CompletedNanoseconds < before)
                    .Select(sample => sample with { CompletedNanoseconds = start + sample.CompletedNanoseconds }),
            ]);
        }

        IEnumerable<Observation> Users(int count, long time) =>
        [
            new UserCount { TimeNanoseconds = time, UserClass = "Shopper", Count = count, Target = 7, ElapsedSeconds = (time - start) / 1e9 },
            new UserCount { TimeNanoseconds = time, UserClass = "Admin", Count = 1, Target = 1, ElapsedSeconds = (time - start) / 1e9 },
        ];
    }

    private static void Tell(LiveFeed feed, List<Observation[]> observations)
    {
        foreach (var second in observations)
        {
            foreach (var observation in second)
            {
                feed.Observed(observation);
            }

            feed.SecondEnded(second[^1].TimeNanoseconds);
        }
    }

    private static async Task RecordAsync(string path, Run run, List<Observation[]> observations, TimeSpan length)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var description = new RunDescription { Id = run.Id, Test = run.Test, State = RunState.Running, Started = run.Clock.Start };
        await using var output = new StoreOutput(path);
        await output.OpenAsync(new OutputContext { Run = description }, cancellation);
        await output.WriteAsync(new OutputBatch { Observations = [.. observations.SelectMany(second => second)] }, cancellation);
        var ended = run.Clock.Start + length;
        var summary = new RunSummary
        {
            Run = run.Id,
            Test = run.Test,
            State = RunState.Finished,
            ExitCode = 0,
            Started = run.Clock.Start,
            Ended = ended,
            Users = 8,
            Requests = [],
            Total = run.LiveTotal().Figures,
            Recording = new RecordingSummary { Recorded = 0, Stored = 0, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
        };
        await output.CloseAsync(description with { State = RunState.Finished, Ended = ended }, summary, cancellation);
    }

    /// <summary>The data of all events of a kind that are in the feed.</summary>
    private static List<string> Events(LiveFeed feed, string kind)
    {
        var text = string.Concat(feed.Ring.Read(0).Frames.Select(frame => Encoding.UTF8.GetString(frame.Bytes.Span)));
        return
        [
            .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('\n'))
                .Where(lines => lines.Contains($"event: {kind}")).Select(lines => lines[^1]["data: ".Length..]),
        ];
    }
}
