using System.Diagnostics;
using Cicada.Metrics;
using Cicada.Storage;

namespace Cicada.Queries;

/// <summary>
/// Records a made-up run as the engine would, a minute at a time: 1 % of failures, times around 20 ms with a long tail, the statistics of each second, users, the
/// generator's health.
/// </summary>
internal static class RecordedDay
{
    private const long Second = 1_000_000_000;

    public static async Task WriteAsync(string path, int seconds, int perSecond = 1000, int names = 20)
    {
        var requests = (long)seconds * perSecond;
        var watch = Stopwatch.StartNew();
        var random = new Random(1);
        var clock = new RunClock(TimeProvider.System);
        var statistics = new Statistics(clock);
        var keys = Enumerable.Range(0, names).Select(i => new RequestKey(i, "GET", $"/page/{i}", "Shopper")).ToArray();
        var times = Enumerable.Range(0, 1 << 20).Select(_ => (long)(20e6 * Math.Exp(0.6 * Normal(random)))).ToArray();
        var run = new RunDescription { Id = "rbench", Test = "bench", State = RunState.Running, Started = clock.Start };
        await using var store = new StoreOutput(path);
        await store.OpenAsync(new OutputContext { Run = run }, CancellationToken.None);
        var batch = new RequestSample[60 * perSecond];
        var observations = new List<Observation>();
        var count = 0;
        for (var second = 0; second < seconds; second++)
        {
            var start = clock.StartNanoseconds + (second * Second);
            statistics.SetIntervalEnd(start + Second);
            for (var i = 0; i < perSecond; i++)
            {
                var key = random.Next(names);
                var time = times[random.Next(times.Length)] * (10 + key) / 10;
                var hasFailed = random.Next(100) == 0;
                batch[count + i] = new RequestSample
                {
                    Key = keys[key],
                    CompletedNanoseconds = start + (i * (Second / perSecond)),
                    ResponseNanoseconds = time,
                    ServiceNanoseconds = time,
                    ResponseLength = 512,
                    StatusCode = hasFailed ? 500 : 200,
                    Error = hasFailed ? "HTTP 500" : null,
                    Detail = hasFailed ? "HTTP 500: the database does not answer" : null,
                };
            }

            statistics.Add(batch.AsSpan(count, perSecond));
            count += perSecond;
            observations.AddRange(statistics.TakeInterval(start + Second, start + (2 * Second)));
            observations.Add(new UserCount { TimeNanoseconds = start + Second, UserClass = "Shopper", Count = 100, Target = 100, ElapsedSeconds = second + 1 });
            observations.Add(new GeneratorHealth
            {
                TimeNanoseconds = start + Second,
                CpuPercent = random.Next(100),
                MemoryBytes = 200_000_000,
                GcPauseMilliseconds = random.Next(3),
                SchedulerLatenessP99 = random.NextDouble(),
                ThreadPoolQueue = 0,
                Connections = 100,
                Recording = new RecordingCounts(second * perSecond, second * perSecond, 0, 0, 0),
            });
            if (count == batch.Length || second == seconds - 1)
            {
                await store.WriteAsync(new OutputBatch { Requests = batch.AsMemory(0, count), Observations = observations }, CancellationToken.None);
                observations = [];
                count = 0;
            }
        }

        var (figures, total, failures) = statistics.Summarise();
        await store.CloseAsync(
            run,
            new RunSummary
            {
                Run = run.Id,
                Test = run.Test,
                State = RunState.Finished,
                ExitCode = 1,
                Started = run.Started,
                Ended = run.Started.AddSeconds(seconds),
                Users = 100,
                Requests = figures,
                Total = total,
                Failures = failures,
                Recording = new RecordingSummary { Recorded = requests, Stored = requests, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
            },
            CancellationToken.None);
        Console.WriteLine();
        Console.WriteLine(
            $"{requests / 1e6:0} million requests in {seconds / 3600.0:0.0} hours of {names} names; recorded in {watch.Elapsed.TotalSeconds:0} s; {new FileInfo(path).Length / 1e6:0} MB");
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
