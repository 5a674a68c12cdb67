using System.Collections.Concurrent;
using Cicada.Metrics;

namespace Cicada;

/// <summary>
/// The metrics users of a run make for themselves, behind <see cref="TaskOwner.Metrics"/> and <see cref="Run.Metrics"/>. They go to every output, second by second,
/// as measurement <c>cicada_metrics</c>, and into the summary.
/// </summary>
/// <remarks>
/// <code>
/// Metrics.Counter("orders").Add();
/// Metrics.Gauge("queue_depth").Set(12);
/// Metrics.Trend("payment", "ms").Add(12.5, ("provider", "visa"));
/// </code>
/// A metric is made when it is first asked for; asking again finds it. A name means one thing in a run: asked for as another kind or with another unit, it is
/// refused.
/// </remarks>
public sealed class OwnMetrics
{
    private readonly Recorder _recorder;
    private readonly CardinalityLimits _limits;
    private readonly ConcurrentDictionary<string, Metric> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<MetricKind, Metric> _others = new();
    private readonly Lock _gate = new();
    private bool _isFull;
    private long _capped;

    internal OwnMetrics(Recorder recorder, CardinalityLimits limits)
    {
        _recorder = recorder;
        _limits = limits;
    }

    /// <summary>How often a metric was asked for that had to be <c>__other__</c>.</summary>
    internal long Capped => Volatile.Read(ref _capped);

    internal int MaximumMetrics => _limits.Metrics;

    internal int MaximumSeries => _limits.MetricSeries;

    /// <summary>Values recorded under tags <c>__other__</c>.</summary>
    internal long CappedValues => All.Sum(metric => metric.Capped);

    /// <summary>All metrics there are, in no order.</summary>
    internal IEnumerable<Metric> All => _byName.Values.Concat(_others.Values);

    /// <summary>The counter of a name.</summary>
    /// <param name="name">Its name, a word or two: <c>orders</c>.</param>
    /// <param name="unit">What is counted, for instance <c>bytes</c>; none unless one is given.</param>
    /// <exception cref="ArgumentException">The name or unit cannot be one, or the metric is there and is no counter or has another unit.</exception>
    public Counter Counter(string name, string? unit = null) =>
        _byName.TryGetValue(name, out var known) && known is Counter counter && known.Unit == unit ? counter : (Counter)Get(name, unit, MetricKind.Counter);

    /// <summary>The gauge of a name.</summary>
    /// <param name="name">Its name, a word or two: <c>queue_depth</c>.</param>
    /// <param name="unit">What its values are counted in, for instance <c>MB</c>; none unless one is given.</param>
    /// <exception cref="ArgumentException">The name or unit cannot be one, or the metric is there and is no gauge or has another unit.</exception>
    public Gauge Gauge(string name, string? unit = null) =>
        _byName.TryGetValue(name, out var known) && known is Gauge gauge && known.Unit == unit ? gauge : (Gauge)Get(name, unit, MetricKind.Gauge);

    /// <summary>The trend of a name.</summary>
    /// <param name="name">Its name, a word or two: <c>payment</c>.</param>
    /// <param name="unit">What its values are counted in, for instance <c>ms</c>; none unless one is given.</param>
    /// <exception cref="ArgumentException">The name or unit cannot be one, or the metric is there and is no trend or has another unit.</exception>
    public Trend Trend(string name, string? unit = null) =>
        _byName.TryGetValue(name, out var known) && known is Trend trend && known.Unit == unit ? trend : (Trend)Get(name, unit, MetricKind.Trend);

    private Metric Get(string name, string? unit, MetricKind kind)
    {
        if (Volatile.Read(ref _isFull) && !_byName.ContainsKey(name))
        {
            Interlocked.Increment(ref _capped);
            return _others.GetOrAdd(kind, (wanted, all) => all.Make(ErrorClass.Other, null, wanted), this);
        }

        OwnDataRules.RequireMetric(name, unit);
        lock (_gate)
        {
            if (!_byName.TryGetValue(name, out var metric))
            {
                metric = Make(name, unit, kind);
                _byName[name] = metric;
                Volatile.Write(ref _isFull, _byName.Count >= _limits.Metrics);
            }

            return metric.Kind == kind && metric.Unit == unit ? metric : throw Differs(metric, unit, kind);
        }
    }

    private Metric Make(string name, string? unit, MetricKind kind) => kind switch
    {
        MetricKind.Counter => new Counter(_recorder, name, unit, _limits.MetricSeries),
        MetricKind.Gauge => new Gauge(_recorder, name, unit, _limits.MetricSeries),
        _ => new Trend(_recorder, name, unit, _limits.MetricSeries),
    };

    private static ArgumentException Differs(Metric metric, string? unit, MetricKind kind) => metric.Kind != kind
        ? new ArgumentException($"The metric '{metric.Name}' is a {metric.Kind.ToWord()} in this run, but is asked for as a {kind.ToWord()}; a name means one thing. Choose another name.", nameof(kind))
        : new ArgumentException($"The metric '{metric.Name}' has {Say(metric.Unit)} in this run, but is asked for with {Say(unit)}; say the same one each time, or choose another name.", nameof(unit));

    private static string Say(string? unit) => unit is null ? "no unit" : $"the unit '{unit}'";
}
