using BenchmarkDotNet.Attributes;
using Cicada.Metrics;

namespace Cicada.Benchmarks;

/// <summary>What it costs to count a time, and to ask for the figures of many.</summary>
[MemoryDiagnoser]
public class HistogramBenchmarks
{
    private const int Times = 4096;

    private readonly long[] _nanoseconds = new long[Times];
    private readonly TimeCounts _counts = new();

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        for (var i = 0; i < Times; i++)
        {
            _nanoseconds[i] = (long)(200_000 / (1 - random.NextDouble()));
        }

        Count();
    }

    [Benchmark(OperationsPerInvoke = Times)]
    public long Count()
    {
        foreach (var nanoseconds in _nanoseconds)
        {
            _counts.Record(nanoseconds);
        }

        return _counts.Count;
    }

    [Benchmark]
    public TimeFigures Ask_for_all_figures() => _counts.Figures();

    [Benchmark]
    public string Write_as_text() => _counts.Encode();
}
