namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A request as it was recorded, or all requests of a name in a second.</summary>
/// <param name="TimeMilliseconds">When it was completed, or when the second ended; cut off to what a panel can ask for.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsSuccess">Whether it succeeded.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Bytes">How many bytes were received.</param>
/// <param name="P95">Their 95th percentile, or its own time, in milliseconds.</param>
/// <param name="Max">The longest time, in milliseconds.</param>
internal sealed record RecordedRequest(decimal TimeMilliseconds, string Name, bool IsSuccess, long Count, long Bytes, double P95, double Max);
