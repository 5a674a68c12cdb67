using BenchmarkDotNet.Attributes;
using Cicada.Metrics;

namespace Cicada.Benchmarks;

/// <summary>What a user pays to hand a sample over: time on its own thread, and no allocation.</summary>
[MemoryDiagnoser]
public class RecorderBenchmarks
{
    private const int Samples = 4096;

    private readonly RunClock _clock = new(TimeProvider.System);
    private readonly RequestKey _key = new RequestKeys(1000).Get("Shopper", "GET", "/item/{id}");
    private readonly RequestKeys _keys = new(1000);
    private readonly RequestSample[] _batch = new RequestSample[Samples];
    private Recorder _recorder = null!;
    private Statistics _statistics = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _recorder = new Recorder(_clock);
        _statistics = new Statistics(_clock);
        for (var i = 0; i < Samples; i++)
        {
            _batch[i] = Sample(_clock.StartNanoseconds + i);
        }
    }

    /// <summary>A sample with a time of its own, written to the lane of this thread; the collector's reading of it is part of the loop.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public int Hand_over()
    {
        for (var i = 0; i < Samples; i++)
        {
            _recorder.Record(Sample(_recorder.ClaimTime(_clock.GetTimestamp())));
        }

        var taken = 0;
        foreach (var lane in _recorder.Lanes)
        {
            while (lane.Requests.Peek() is { IsEmpty: false } samples)
            {
                taken += samples.Length;
                lane.Requests.Advance(samples.Length);
            }
        }

        return taken;
    }

    [Benchmark]
    public RequestKey Find_key() => _keys.Get("Shopper", "GET", "/item/{id}");

    /// <summary>What the collector pays for a sample: totals and the figures of the second.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public int Count()
    {
        _statistics.Add(_batch);
        return _statistics.TakeLast(_clock.StartNanoseconds + 1_000_000_000).Count;
    }

    private RequestSample Sample(long time) => new()
    {
        Key = _key,
        CompletedNanoseconds = time,
        ResponseNanoseconds = 1_234_567 + (time & 0xFFFFF),
        ServiceNanoseconds = 1_234_567 + (time & 0xFFFFF),
        FirstByteNanoseconds = 1_000_000,
        ResponseLength = 512,
        StatusCode = 200,
    };
}
