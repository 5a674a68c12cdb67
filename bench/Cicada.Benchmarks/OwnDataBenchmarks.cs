using BenchmarkDotNet.Attributes;
using Cicada.Metrics;
using Cicada.Runs;

namespace Cicada.Benchmarks;

/// <summary>What a user pays for a point or a metric of its own, and what the collector pays for a value.</summary>
[MemoryDiagnoser]
public class OwnDataBenchmarks
{
    private const int Values = 4096;

    private readonly RunClock _clock = new(TimeProvider.System);
    private readonly MetricSample[] _batch = new MetricSample[Values];
    private Recorder _recorder = null!;
    private OwnMetrics _metrics = null!;
    private MetricFigures _figures = null!;
    private Collector _collector = null!;
    private OwnPoints _points = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _recorder = new Recorder(_clock);
        _metrics = new OwnMetrics(_recorder, new CardinalityLimits());
        _figures = new MetricFigures(_clock, _metrics);
        _collector = new Collector(_clock, _recorder, new Statistics(_clock), _figures, []);
        _points = new OwnPoints(_recorder, _clock, _collector, new CardinalityLimits());
        var series = new MetricSeriesTable(_metrics.Trend("payment", "ms"), 1000).Find([]);
        for (var i = 0; i < Values; i++)
        {
            _batch[i] = new MetricSample(series, 1 + ((i * 7919) % 1000 / 10.0), _clock.StartTimestamp + i);
        }
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public int Add_to_a_counter()
    {
        for (var i = 0; i < Values; i++)
        {
            _metrics.Counter("orders").Add();
        }

        return Empty();
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public int Add_to_a_counter_with_a_tag()
    {
        for (var i = 0; i < Values; i++)
        {
            _metrics.Counter("orders").Add(1, ("region", "eu"));
        }

        return Empty();
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public int Add_to_a_trend_with_two_tags()
    {
        for (var i = 0; i < Values; i++)
        {
            _metrics.Trend("payment", "ms").Add(12.5, ("provider", "visa"), ("region", "eu"));
        }

        return Empty();
    }

    /// <summary>A point with a tag and three fields; taking it from the queue again is part of the loop.</summary>
    [Benchmark(OperationsPerInvoke = Values)]
    public void Write_a_point()
    {
        for (var i = 0; i < Values; i++)
        {
            _points.Write("baskets", tags: [("shop", "eu")], fields: [("items", 3), ("total", 99.5), ("voucher", "none")]);
        }

        _collector.HandOver();
    }

    /// <summary>What the collector pays for a value of a trend, its figures of the second and of the run.</summary>
    [Benchmark(OperationsPerInvoke = Values)]
    public int Count()
    {
        _figures.Add(_batch);
        return _figures.TakeInterval(_clock.StartNanoseconds + 1_000_000_000, long.MaxValue).Count;
    }

    private int Empty()
    {
        var taken = 0;
        foreach (var lane in _recorder.Lanes)
        {
            while (lane.Metrics.Peek() is { IsEmpty: false } samples)
            {
                taken += samples.Length;
                lane.Metrics.Advance(samples.Length);
            }
        }

        return taken;
    }
}
