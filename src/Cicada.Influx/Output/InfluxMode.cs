namespace Cicada;

/// <summary>Which points about requests go to InfluxDB. Users, events, failures, the generator's health and the run's summary always do.</summary>
public enum InfluxMode
{
    /// <summary>A point for each request.</summary>
    Raw,

    /// <summary>The statistics of each second, with percentiles and histogram.</summary>
    Statistics,

    /// <summary>A point for each request, and the statistics of each second.</summary>
    Both,
}
