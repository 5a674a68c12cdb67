namespace Cicada.Metrics;

/// <summary>
/// The figures of users' own metrics: since the statistics began, for summaries, and of the second going on, for the observations written each second. The
/// collector adds, the run takes; a lock stands between them, which no user ever meets.
/// </summary>
internal sealed class MetricFigures(RunClock clock, OwnMetrics metrics)
{
    private readonly Lock _gate = new();
    private readonly TrendHistogram _scratch = new();
    private readonly List<MetricSeries> _active = [];
    private long _intervalEnd = long.MaxValue;

    /// <summary>Adds values, in any order.</summary>
    public void Add(ReadOnlySpan<MetricSample> samples)
    {
        lock (_gate)
        {
            foreach (ref readonly var sample in samples)
            {
                var series = sample.Series;
                var isTrend = series.Metric.Kind == MetricKind.Trend;
                var figures = clock.ToUnixNanoseconds(sample.Timestamp) >= _intervalEnd ? series.Next : series.Now;
                figures.Add(sample.Value, sample.Timestamp, isTrend);
                series.Metric.Total.Add(sample.Value, sample.Timestamp, isTrend);
                if (!series.IsActive)
                {
                    series.IsActive = true;
                    _active.Add(series);
                }
            }
        }
    }

    /// <summary>Says when the second going on ends, in nanoseconds since the Unix epoch.</summary>
    public void SetIntervalEnd(long nanoseconds)
    {
        lock (_gate)
        {
            _intervalEnd = nanoseconds;
        }
    }

    /// <summary>Closes the second that ends at a time and begins the next, which ends at another.</summary>
    public IReadOnlyList<Observation> TakeInterval(long end, long nextEnd)
    {
        lock (_gate)
        {
            var taken = new List<Observation>();
            Take(taken, end);
            _intervalEnd = nextEnd;
            return taken;
        }
    }

    /// <summary>Closes the second going on before its time, because the run is over.</summary>
    public IReadOnlyList<Observation> TakeLast(long end)
    {
        lock (_gate)
        {
            var taken = new List<Observation>();
            if (end > _intervalEnd)
            {
                // The run ended between the end of a second and its closing.
                Take(taken, _intervalEnd);
            }

            Take(taken, end);
            return taken;
        }
    }

    public IReadOnlyList<MetricSummary> Summarise()
    {
        lock (_gate)
        {
            return
            [
                .. metrics.All
                    .Where(metric => metric.Total.Count > 0)
                    .OrderBy(metric => metric.Name, StringComparer.Ordinal)
                    .ThenBy(metric => metric.Kind)
                    .Select(Summarise),
            ];
        }
    }

    /// <summary>Forgets everything up to now; the second going on is kept for the outputs.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            foreach (var metric in metrics.All)
            {
                metric.Total.Reset();
            }
        }
    }

    private void Take(List<Observation> taken, long end)
    {
        var elapsed = (end - clock.StartNanoseconds) / 1e9;
        foreach (var series in _active)
        {
            if (series.Take(end, elapsed, _scratch) is { } observation)
            {
                taken.Add(observation);
            }

            series.IsActive = series.Now.Count > 0;
        }

        _active.RemoveAll(static series => !series.IsActive);
    }

    private MetricSummary Summarise(Metric metric)
    {
        var total = metric.Total;
        var summary = new MetricSummary { Name = metric.Name, Kind = metric.Kind, Unit = metric.Unit, Count = total.Count };
        switch (metric.Kind)
        {
            case MetricKind.Counter:
                return summary with { Sum = total.Sum };
            case MetricKind.Gauge:
                return summary with { Value = total.Last, Min = total.Min, Max = total.Max };
            default:
                var values = total.Figures(total.HistogramBy(_scratch));
                return summary with
                {
                    Sum = total.Sum,
                    Mean = values.Mean,
                    Min = values.Min,
                    Max = values.Max,
                    P50 = values.P50,
                    P75 = values.P75,
                    P90 = values.P90,
                    P95 = values.P95,
                    P99 = values.P99,
                    P999 = values.P999,
                };
        }
    }
}
