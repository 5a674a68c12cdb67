namespace Cicada.Metrics;

/// <summary>One value of a user's own metric on its way to the collector.</summary>
/// <param name="Series">The metric and tags it belongs to.</param>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">When it was recorded, by the run's clock.</param>
internal readonly record struct MetricSample(MetricSeries Series, double Value, long Timestamp);
