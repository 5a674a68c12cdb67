using System.Globalization;
using Cicada.Metrics;
using Cicada.Storage;

namespace Cicada.Benchmarks;

/// <summary>
/// What a row costs on its way through the store's output over a long run: rows a second, processor time, bytes in the file, and the
/// memory of the process. <c>dotnet run -c Release --project bench/Cicada.Benchmarks -- append 10000000</c>
/// </summary>
internal static class AppendMeasurement
{
    private const int BatchLength = 16 * 1024;

    public static async Task<int> RunAsync(long rows)
    {
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"cicada-append-{Environment.ProcessId}.duckdb"));
        var clock = TimeProvider.System;
        var keys = new RequestKeys(1000);
        var names = Enumerable.Range(0, 20).Select(i => keys.Get("Shopper", "GET", $"/page/{i}")).ToArray();
        var batch = new RequestSample[BatchLength];
        var random = new Random(1);
        var run = new RunDescription { Id = "rappend", Test = "append", State = RunState.Running, Started = clock.GetUtcNow() };
        var time = new RunClock(clock).StartNanoseconds;
        var writing = TimeSpan.Zero;
        var slowest = TimeSpan.Zero;
        var processor = TimeSpan.Zero;
        try
        {
            await using var store = new StoreOutput(path);
            await store.OpenAsync(new OutputContext { Run = run }, CancellationToken.None);
            for (var written = 0L; written < rows; written += BatchLength)
            {
                for (var i = 0; i < BatchLength; i++)
                {
                    var response = 1_000_000 + (long)(-Math.Log(1 - random.NextDouble()) * 5_000_000);
                    var failed = random.Next(200) == 0;
                    batch[i] = new RequestSample
                    {
                        Key = names[random.Next(names.Length)],
                        CompletedNanoseconds = time += 10_000 + random.Next(256),
                        ResponseNanoseconds = response,
                        ServiceNanoseconds = response,
                        FirstByteNanoseconds = response - random.Next(900_000),
                        ResponseLength = 512 + random.Next(64),
                        StatusCode = failed ? 500 : 200,
                        Error = failed ? "status_500" : null,
                        Detail = failed ? "500 Internal Server Error" : null,
                    };
                }

                var used = Environment.CpuUsage.TotalTime;
                var started = clock.GetTimestamp();
                await store.WriteAsync(new OutputBatch { Requests = batch }, CancellationToken.None);
                var took = clock.GetElapsedTime(started);
                writing += took;
                slowest = took > slowest ? took : slowest;
                processor += Environment.CpuUsage.TotalTime - used;
            }

            var count = (rows + BatchLength - 1) / BatchLength * BatchLength;
            var total = new RequestSummary
            {
                RequestType = "(all)",
                Name = "(all)",
                Count = count,
                Failures = 0,
                Rps = 0,
                Mean = 0,
                Min = 0,
                Max = 0,
                P50 = 0,
                P75 = 0,
                P90 = 0,
                P95 = 0,
                P99 = 0,
                P999 = 0,
                Bytes = 0,
            };
            await store.CloseAsync(run, new RunSummary
            {
                Run = run.Id,
                Test = run.Test,
                State = RunState.Finished,
                ExitCode = 0,
                Started = run.Started,
                Ended = run.Started,
                Users = 0,
                Requests = [],
                Total = total,
                Recording = new RecordingSummary { Recorded = count, Stored = count, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
            }, CancellationToken.None);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} rows: {count / writing.TotalSeconds:N0} rows/s while writing, {processor.TotalNanoseconds / count:N0} ns of processor a row, ")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(double)new FileInfo(path).Length / count:N1} bytes a row, slowest write {slowest.TotalMilliseconds:N0} ms, {Environment.WorkingSet / 1e6:N0} MB resident"));
            return 0;
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ".wal");
        }
    }
}
