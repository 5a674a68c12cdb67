namespace Cicada.Storage.Queries;

/// <summary>A figure by which runs are compared.</summary>
internal enum ComparedFigure
{
    Rps,
    FailureRatio,
    Mean,
    P50,
    P75,
    P90,
    P95,
    P99,
    P999,
    Max,
    Count,
    Bytes,
}
