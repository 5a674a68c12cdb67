using System.Diagnostics;
using Cicada.Storage;

namespace Cicada.Queries;

/// <summary>Asks each question a few times and prints the median; the first time is told apart, since it may read from the disk.</summary>
internal static class QuestionTimes
{
    private const int Times = 5;

    public static void Print(string path)
    {
        var watch = Stopwatch.StartNew();
        using var history = RunHistory.Open(path);
        var run = history.Query("latest");
        var length = run.ReadLength();
        Console.WriteLine($"opened in {watch.Elapsed.TotalMilliseconds:0} ms");
        Console.WriteLine();
        Console.WriteLine("| question | merged, first | merged | of it CPU | exact |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        var minute = TimeSpan.FromMinutes(1);
        var second = TimeSpan.FromSeconds(1);
        var some = TimeSpan.FromMinutes(Math.Ceiling(length.TotalMinutes / 300));
        Row("totals and a line per request", run, query => query.PerRequest());
        Row("the same without the first 90 s", run, query => query.Window(from: 90 * second).PerRequest());
        Row("the same of ten minutes in the middle", run, query => query.Window(length / 2 - (300 * second), length / 2 + (300 * second)).PerRequest());
        Row($"over time, {some.TotalMinutes:0} min, p50 p95 p99", run, query => query.Over(some, 50, 95, 99));
        Row("over time, 1 min, p50 p95 p99", run, query => query.Over(minute, 50, 95, 99));
        Row("over time, 10 s, p50 p95 p99", run, query => query.Over(10 * second, 50, 95, 99));
        Row("over time, 1 s, p50 p95 p99", run, query => query.Over(second, 50, 95, 99));
        Row("over time, 1 s, no percentiles", run, query => query.Over(second));
        Row("one request over time, 1 min, p50 p95 p99", run, query => query.Of("GET", "/page/7").Over(minute, 50, 95, 99));
        Row("two runs over time, 1 min, p95", run, query => { query.Over(minute, 95); query.Over(minute, 95); });
        Row("latency map, 1 min", run, query => query.LatencyMap(minute));
        Row("failures by kind", run, query => query.Failures());
        Row("users over time, 10 s", run, query => query.Users(10 * second), hasExact: false);
        Row("100 slowest requests", run, query => query.SlowestSamples(100), hasExact: false);
        Row("100 latest failures", run, query => query.FailedSamples(100), hasExact: false);
    }

    private static void Row(string question, RunQuery run, Action<RunQuery> ask, bool hasExact = true)
    {
        var first = Measure(() => ask(run.Merged()), 1).Time;
        var (merged, processor) = Measure(() => ask(run.Merged()), Times);
        var exact = hasExact ? $"{Measure(() => ask(run.Exact()), 3).Time:0} ms" : "";
        Console.WriteLine($"| {question} | {first:0} ms | {merged:0} ms | {processor:0} ms | {exact} |");
    }

    // On a shared machine the time of all processors together is the steadier figure.
    private static (double Time, double Processor) Measure(Action ask, int times)
    {
        var taken = new double[times];
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < times; i++)
        {
            var watch = Stopwatch.StartNew();
            ask();
            taken[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(taken);
        return (taken[times / 2], (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / times);
    }
}
