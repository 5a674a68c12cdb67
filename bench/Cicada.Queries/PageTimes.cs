using System.Diagnostics;
using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.Queries;

/// <summary>Times what the pages of the web UI ask, each question on a history of its own as a page's requests are.</summary>
internal static class PageTimes
{
    private const int Times = 5;

    /// <summary>Makes the stores in a folder, where they are not there yet, and asks them.</summary>
    public static async Task PrintAsync(IReadOnlyList<string> folders)
    {
        if (folders is [var known] && File.Exists(known))
        {
            (Path.GetFileName(known) == "runs.duckdb" ? (Action<string>)Runs : Run)(known);
            return;
        }

        var folder = folders.Count > 0 ? Directory.CreateDirectory(folders[0]) : Directory.CreateTempSubdirectory("cicada-pages-");
        try
        {
            var day = Path.Combine(folder.FullName, "day.duckdb");
            if (!File.Exists(day))
            {
                await RecordedDay.WriteAsync(day, seconds: 86_400, perSecond: 100, names: 10);
            }

            Run(day);
            var names = Path.Combine(folder.FullName, "names.duckdb");
            if (!File.Exists(names))
            {
                await RecordedDay.WriteAsync(names, seconds: 900, perSecond: 1000, names: 2000);
            }

            Run(names);
            var runs = Path.Combine(folder.FullName, "runs.duckdb");
            if (!File.Exists(runs))
            {
                await RecordedRuns.WriteAsync(runs, 2000);
            }

            Runs(runs);
        }
        finally
        {
            if (folders.Count == 0)
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static void Run(string path)
    {
        using var store = Store.Open(path);
        using var history = store.OpenHistory();
        var length = history.Query("latest").ReadLength();
        Row(store, "opening", _ => { });
        Row(store, "length", history => history.Query("latest").ReadLength());
        Begin($"a run of {length.TotalHours:0.0} hours");
        var (whole, quarter) = (BucketWidth.For(length, 1200), length / 4);
        var zoomed = TimeSpan.FromSeconds(Math.Floor(quarter.TotalSeconds));
        Row(store, "head", history => history.ReadHead("latest"));
        Row(store, $"course, {whole.TotalSeconds} s", history => history.Query("latest").Course(whole));
        Row(store, "of it requests", history => history.Query("latest").Course(whole, CourseParts.Requests));
        Row(store, "of it users", history => history.Query("latest").Course(whole, CourseParts.Users));
        Row(store, "of it the generator", history => history.Query("latest").Course(whole, CourseParts.Generator));
        Row(store, $"latency map, {whole.TotalSeconds} s", history => history.Query("latest").LatencyCourse(whole));
        Row(store, "requests", history => history.Query("latest").PerRequest());
        Row(store, "sparklines", history => history.Query("latest").Sparklines(40));
        Row(store, "events", history => history.Query("latest").Events());
        Row(store, "failures, 60 points", history => history.Query("latest").FailureCourse(BucketWidth.For(length, 60)));
        Row(store, "timings", history => history.Query("latest").Timings());
        Row(store, "distribution", history => history.Query("latest").Distribution());
        Row(store, "course of one request", history => history.Query("latest").Of("GET", "/page/7").Course(whole, CourseParts.Requests));
        foreach (var part in new[] { TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12) }.Where(part => part < length))
        {
            var width = BucketWidth.For(part, 1200);
            RunQuery Zoomed(RunHistory history) => history.Query("latest").Window(zoomed, zoomed + part);
            Row(store, $"{part.TotalMinutes:0} min of it: course, {width.TotalSeconds} s", history => Zoomed(history).Course(width));
            Row(store, $"{part.TotalMinutes:0} min of it: latency map", history => Zoomed(history).LatencyCourse(width));
            Row(store, $"{part.TotalMinutes:0} min of it: requests", history => Zoomed(history).PerRequest());
            Row(store, $"{part.TotalMinutes:0} min of it: sparklines", history => Zoomed(history).Sparklines(40));
        }
    }

    private static void Runs(string path)
    {
        using var store = Store.Open(path);
        Begin("2,000 runs");
        Row(store, "50 newest", history => history.ListHeads(new RunListing { Limit = 50 }));
        Row(store, "50 by p95", history => history.ListHeads(new RunListing { Limit = 50, Order = RunOrder.P95 }));
        Row(store, "50 found", history => history.ListHeads(new RunListing { Limit = 50, Text = "branch=b3" }));
        Row(store, "one head", history => history.ReadHead("latest"));
        Row(store, "trend of a request", history => history.Trend("bench", ComparedFigure.P95, "GET", "/page/1", 1000));
        Row(store, "course of one run", history => history.Query("latest").Course(TimeSpan.FromSeconds(1)));
        Row(store, "two runs compared", history => history.Compare("latest", "r00500").Differences());
    }

    private static void Begin(string what)
    {
        Console.WriteLine();
        Console.WriteLine($"| {what} | first | again | of it CPU |");
        Console.WriteLine("|---|---:|---:|---:|");
    }

    private static void Row(Store store, string question, Action<RunHistory> ask)
    {
        var taken = new double[Times];
        var processor = TimeSpan.Zero;
        for (var i = 0; i < Times; i++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            using (var history = store.OpenHistory())
            {
                ask(history);
            }

            taken[i] = watch.Elapsed.TotalMilliseconds;
            processor += i == 0 ? TimeSpan.Zero : Environment.CpuUsage.TotalTime - before;
        }

        var again = taken.Skip(1).Order().ElementAt((Times - 1) / 2);
        Console.WriteLine($"| {question} | {taken[0]:0} ms | {again:0} ms | {processor.TotalMilliseconds / (Times - 1):0} ms |");
    }
}
