namespace Cicada.Storage.InfluxQl;

/// <summary>What became of a write.</summary>
/// <param name="Kind">Whether it is stored.</param>
/// <param name="Error">What InfluxDB says of it; empty where all of it is stored.</param>
/// <param name="Stored">Points that are stored.</param>
internal sealed record InfluxWriteOutcome(InfluxWriteKind Kind, string Error, long Stored);
