using System.Text.Json.Serialization;

namespace Cicada;

/// <summary>The figures of a metric of users' own over a whole run, whatever its tags; all but <see cref="Count"/> in the unit of the metric.</summary>
public sealed record MetricSummary
{
    /// <summary>The metric's name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values mean; in JSON one of <c>counter, gauge, trend</c>.</summary>
    public required MetricKind Kind { get; init; }

    /// <summary>What its values are counted in, or null where nothing was said.</summary>
    public string? Unit { get; init; }

    /// <summary>How many values were recorded.</summary>
    public required long Count { get; init; }

    /// <summary>All values added up; of counters and trends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Sum { get; init; }

    /// <summary>The last value; of gauges.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Value { get; init; }

    /// <summary>The mean; of trends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Mean { get; init; }

    /// <summary>The lowest value; of gauges and trends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Min { get; init; }

    /// <summary>The highest value; of gauges and trends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Max { get; init; }

    /// <summary>The median; of trends, as all percentiles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P50 { get; init; }

    /// <summary>The 75th percentile.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P75 { get; init; }

    /// <summary>The 90th percentile.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P90 { get; init; }

    /// <summary>The 95th percentile.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P95 { get; init; }

    /// <summary>The 99th percentile.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P99 { get; init; }

    /// <summary>The 99.9th percentile.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P999 { get; init; }
}
