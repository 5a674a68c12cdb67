using System.Diagnostics;
using Cicada.Metrics;
using Cicada.Storage;

namespace Cicada.Queries;

/// <summary>Records many made-up runs: a minute each, ten names, ten requests a second, documents as long as real ones.</summary>
internal static class RecordedRuns
{
    private const int PerSecond = 10;
    private const int Seconds = 60;
    private const long Second = 1_000_000_000;

    public static async Task WriteAsync(string path, int runs)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(2);
        var keys = Enumerable.Range(0, 10).Select(i => new RequestKey(i, "GET", $"/page/{i}", "Shopper")).ToArray();
        using var store = Store.Open(path);
        for (var i = 0; i < runs; i++)
        {
            var started = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(10 * i);
            var run = new RunDescription
            {
                Id = $"r{i:00000}",
                Test = "bench",
                State = RunState.Running,
                Started = started,
                Host = "http://localhost:5000",
                Labels = new Dictionary<string, string> { ["branch"] = $"b{i % 7}" },
            };
            await using var output = new StoreOutput(store);
            await output.OpenAsync(new OutputContext { Run = run }, CancellationToken.None);
            var (samples, observations, summary) = Record(run, keys, random);
            await output.WriteAsync(new OutputBatch { Requests = samples, Observations = observations }, CancellationToken.None);
            await output.CloseAsync(run, summary, CancellationToken.None);
        }

        Console.WriteLine();
        Console.WriteLine($"{runs} runs recorded in {watch.Elapsed.TotalSeconds:0} s; {new FileInfo(path).Length / 1e6:0} MB");
    }

    private static (RequestSample[] Samples, IReadOnlyList<Observation> Observations, RunSummary Summary) Record(RunDescription run, RequestKey[] keys, Random random)
    {
        var start = (run.Started - DateTimeOffset.UnixEpoch).Ticks * 100;
        var samples = new RequestSample[PerSecond * Seconds];
        for (var i = 0; i < samples.Length; i++)
        {
            var time = (long)(20e6 * Math.Exp(random.NextDouble()));
            samples[i] = new RequestSample
            {
                Key = keys[random.Next(keys.Length)],
                CompletedNanoseconds = start + (i * (Second / PerSecond)),
                ResponseNanoseconds = time,
                ServiceNanoseconds = time,
                ResponseLength = 512,
                StatusCode = 200,
            };
        }

        var seconds = new SecondStatistics(start, start + (Seconds * Second));
        var observations = samples.SelectMany(sample => seconds.Add(sample)).Concat(seconds.Take()).ToList();
        var figures = new TotalFigures(RequestStatistics.All, RequestStatistics.All);
        foreach (var sample in samples)
        {
            figures.Add(sample, 0);
        }

        var total = figures.Summarise();
        return (samples, observations, new RunSummary
        {
            Run = run.Id,
            Test = run.Test,
            State = RunState.Finished,
            ExitCode = 0,
            Started = run.Started,
            Ended = run.Started.AddSeconds(Seconds),
            Users = 10,
            Host = run.Host,
            Labels = run.Labels,
            Requests = [.. keys.Select(key => total with { RequestType = key.RequestType, Name = key.Name })],
            Total = total,
            Recording = new RecordingSummary { Recorded = samples.Length, Stored = samples.Length, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
        });
    }
}
