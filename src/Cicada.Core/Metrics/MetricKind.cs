namespace Cicada;

/// <summary>What the values of a metric mean, and so what is told of them.</summary>
public enum MetricKind
{
    /// <summary>Something that is counted: the values are added up.</summary>
    Counter,

    /// <summary>Something that goes up and down: the last value holds.</summary>
    Gauge,

    /// <summary>Something that is measured again and again: the values are a distribution with percentiles.</summary>
    Trend,
}
