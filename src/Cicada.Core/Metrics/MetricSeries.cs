namespace Cicada.Metrics;

/// <summary>A metric with one set of tags, and what was recorded of it in the second going on. Its figures are the collector's alone.</summary>
internal sealed class MetricSeries(Metric metric, PointTag[] tags)
{
    public Metric Metric => metric;

    /// <summary>The tags, none of them empty.</summary>
    public PointTag[] Tags => tags;

    /// <summary>The second that is to be closed next.</summary>
    public ValueFigures Now { get; private set; } = new();

    /// <summary>The one after it, parts of which are there before the first is closed.</summary>
    public ValueFigures Next { get; private set; } = new();

    /// <summary>The sum of all seconds that are closed.</summary>
    public double SumSoFar { get; private set; }

    /// <summary>Whether it is among the series to be looked at when the second is over.</summary>
    public bool IsActive { get; set; }

    /// <summary>What is to be said of the second, which is over; the next one begins.</summary>
    public MetricStatistics? Take(long time, double elapsedSeconds, TrendHistogram scratch)
    {
        var taken = Now.Count == 0 ? null : Describe(time, elapsedSeconds, scratch);
        Now.Reset();
        (Now, Next) = (Next, Now);
        return taken;
    }

    private MetricStatistics Describe(long time, double elapsedSeconds, TrendHistogram scratch)
    {
        SumSoFar += Now.Sum;
        switch (metric.Kind)
        {
            case MetricKind.Counter:
                return new CounterStatistics
                {
                    TimeNanoseconds = time,
                    Metric = metric.Name,
                    Unit = metric.Unit,
                    Tags = tags,
                    ElapsedSeconds = elapsedSeconds,
                    Count = Now.Count,
                    Sum = Now.Sum,
                    Total = SumSoFar,
                };
            case MetricKind.Gauge:
                return new GaugeStatistics
                {
                    TimeNanoseconds = time,
                    Metric = metric.Name,
                    Unit = metric.Unit,
                    Tags = tags,
                    ElapsedSeconds = elapsedSeconds,
                    Count = Now.Count,
                    Value = Now.Last,
                    Min = Now.Min,
                    Max = Now.Max,
                };
            default:
                var histogram = Now.HistogramBy(scratch);
                return new TrendStatistics
                {
                    TimeNanoseconds = time,
                    Metric = metric.Name,
                    Unit = metric.Unit,
                    Tags = tags,
                    ElapsedSeconds = elapsedSeconds,
                    Count = Now.Count,
                    Sum = Now.Sum,
                    Values = Now.Figures(histogram),
                    Histogram = histogram.Encode(),
                };
        }
    }
}
