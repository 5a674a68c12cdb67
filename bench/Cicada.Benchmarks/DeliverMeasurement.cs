using System.Globalization;
using Cicada.Metrics;

namespace Cicada.Benchmarks;

/// <summary>
/// How many points of requests a second the InfluxDB output delivers, and what that costs this process: to a server that swallows everything, or to the one an address
/// names. <c>dotnet run -c Release --project bench/Cicada.Benchmarks -- deliver 2000000 [http://localhost:8086/db] [plain]</c>
/// </summary>
internal static class DeliverMeasurement
{
    private const int BatchLength = 20_000;

    public static async Task<int> RunAsync(long points, string? address, bool isPlain)
    {
        using var server = new SwallowingServer();
        address ??= server.Address;
        var clock = TimeProvider.System;
        var keys = new RequestKeys(1000);
        var names = Enumerable.Range(0, 20).Select(i => keys.Get("Shopper", "GET", $"/page/{i}")).ToArray();
        var random = new Random(1);
        var run = new RunDescription { Id = "r20261123-101207-k3f", Test = "deliver", State = RunState.Running, Started = clock.GetUtcNow() };
        var time = new RunClock(clock).StartNanoseconds;
        var batch = new RequestSample[BatchLength];
        var writing = TimeSpan.Zero;
        var processor = TimeSpan.Zero;
        long stored = 0, allocated = 0;
        await using var output = new InfluxOutput(new InfluxOptions { Address = address, Gzip = !isPlain });
        await output.OpenAsync(new OutputContext { Run = run }, CancellationToken.None);
        for (var written = 0L; written < points; written += BatchLength)
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
                    Error = failed ? "HTTP 500" : null,
                    Detail = failed ? "500 Internal Server Error" : null,
                };
            }

            var used = Environment.CpuUsage.TotalTime;
            var bytes = GC.GetTotalAllocatedBytes();
            var began = clock.GetTimestamp();
            stored += (await output.WriteAsync(new OutputBatch { Requests = batch }, CancellationToken.None)).Stored;
            writing += clock.GetElapsedTime(began);
            processor += Environment.CpuUsage.TotalTime - used;
            allocated += GC.GetTotalAllocatedBytes() - bytes;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{stored:N0} points to {output.Destination}{(isPlain ? ", not compressed" : "")}: {stored / writing.TotalSeconds:N0} points/s, {processor.TotalNanoseconds / stored:N0} ns of processor a point, {(double)allocated / stored:0.0} bytes allocated a point, {(double)server.Received / stored:0.0} bytes a point swallowed"));
        return stored == (points + BatchLength - 1) / BatchLength * BatchLength ? 0 : 1;
    }
}
