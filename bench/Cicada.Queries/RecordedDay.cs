using System.Diagnostics;
using Cicada.Metrics;
using Cicada.Storage;

namespace Cicada.Queries;

/// <summary>
/// Records a made-up run of 1,000 requests a second as the engine would, a minute at a time: 20 names, 1 % of failures, times around 20 ms with a long tail,
/// and the statistics of each second.
/// </summary>
internal static class RecordedDay
{
    private const int PerSecond = 1000;
    private const int Names = 20;
    private const long Second = 1_000_000_000;

    public static async Task WriteAsync(string path, long requests)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(1);
        var clock = new RunClock(TimeProvider.System);
        var statistics = new Statistics(clock);
        var keys = Enumerable.Range(0, Names).Select(i => new RequestKey(i, "GET", $"/page/{i}", "Shopper")).ToArray();
        var times = Enumerable.Range(0, 1 << 20).Select(_ => (long)(20e6 * Math.Exp(0.6 * Normal(random)))).ToArray();
        var run = new RunDescription { Id = "rbench", Test = "bench", State = RunState.Running, Started = clock.Start };
        var seconds = (int)(requests / PerSecond);
        await using var store = new StoreOutput(path);
        await store.OpenAsync(new OutputContext { Run = run }, CancellationToken.None);
        var batch = new RequestSample[60 * PerSecond];
        var observations = new List<Observation>();
        var count = 0;
        for (var second = 0; second < seconds; second++)
        {
            var start = clock.StartNanoseconds + (second * Second);
            statistics.SetIntervalEnd(start + Second);
            for (var i = 0; i < PerSecond; i++)
            {
                var key = random.Next(Names);
                var time = times[random.Next(times.Length)] * (10 + key) / 10;
                var hasFailed = random.Next(100) == 0;
                batch[count + i] = new RequestSample
                {
                    Key = keys[key],
                    CompletedNanoseconds = start + (i * (Second / PerSecond)),
                    ResponseNanoseconds = time,
                    ServiceNanoseconds = time,
                    ResponseLength = 512,
                    StatusCode = hasFailed ? 500 : 200,
                    Error = hasFailed ? "HTTP 500" : null,
                    Detail = hasFailed ? "HTTP 500: the database does not answer" : null,
                };
            }

            statistics.Add(batch.AsSpan(count, PerSecond));
            count += PerSecond;
            observations.AddRange(statistics.TakeInterval(start + Second, start + (2 * Second)));
            observations.Add(new UserCount { TimeNanoseconds = start + Second, UserClass = "Shopper", Count = 100, Target = 100, ElapsedSeconds = second + 1 });
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
            $"{requests / 1e6:0} million requests in {seconds / 3600.0:0.0} hours of {Names} names; recorded in {watch.Elapsed.TotalSeconds:0} s; {new FileInfo(path).Length / 1e6:0} MB");
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
