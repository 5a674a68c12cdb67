namespace Cicada;

/// <summary>The coordinator has received the report of a worker.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Data">What came along.</param>
public sealed record WorkerReportEvent(string WorkerId, IDictionary<string, object?> Data);
