using BenchmarkDotNet.Attributes;
using Cicada.Metrics;
using Cicada.Storage;

namespace Cicada.Benchmarks;

/// <summary>What the store pays for a sample, commit and synchronisation of the disk included, in batches as a run makes them.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 2, iterationCount: 8, invocationCount: 8)]
public class StoreBenchmarks
{
    private const int Samples = 32 * 1024;

    private readonly RequestSample[] _batch = new RequestSample[Samples];
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cicada-bench-{Environment.ProcessId}.duckdb");
    private StoreOutput _store = null!;
    private long _time;

    [GlobalSetup]
    public void Open()
    {
        var clock = new RunClock(TimeProvider.System);
        var keys = new RequestKeys(1000);
        _time = clock.StartNanoseconds;
        for (var i = 0; i < Samples; i++)
        {
            _batch[i] = new RequestSample
            {
                Key = keys.Get("Shopper", "GET", $"/page/{i % 10}"),
                CompletedNanoseconds = 0,
                ResponseNanoseconds = 1_000_000 + (i * 7919L % 5_000_000),
                ServiceNanoseconds = 1_000_000 + (i * 7919L % 5_000_000),
                FirstByteNanoseconds = 900_000 + (i * 7919L % 5_000_000),
                ResponseLength = 512,
                StatusCode = 200,
            };
        }

        _store = new StoreOutput(_path);
        _store.OpenAsync(
            new OutputContext { Run = new RunDescription { Id = "rbench", Test = "bench", State = RunState.Running, Started = clock.Start } }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public void Close()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        File.Delete(_path);
        File.Delete(_path + ".wal");
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public long Store_a_batch()
    {
        for (var i = 0; i < Samples; i++)
        {
            _batch[i] = _batch[i] with { CompletedNanoseconds = _time += 10_000 };
        }

        return _store.WriteAsync(new OutputBatch { Requests = _batch }, CancellationToken.None).AsTask().GetAwaiter().GetResult().Stored;
    }
}
