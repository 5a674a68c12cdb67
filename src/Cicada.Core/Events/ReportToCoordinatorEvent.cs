namespace Cicada;

/// <summary>A worker is about to report to its coordinator, each second.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Data">What goes along; a handler may add to it.</param>
public sealed record ReportToCoordinatorEvent(string WorkerId, IDictionary<string, object?> Data);
