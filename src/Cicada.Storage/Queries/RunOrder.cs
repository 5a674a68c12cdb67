namespace Cicada.Storage.Queries;

/// <summary>What a list of runs is sorted by.</summary>
internal enum RunOrder
{
    Started,
    Test,
    State,
    Duration,
    Users,
    Count,
    FailureRatio,
    Rps,
    Mean,
    P50,
    P95,
    P99,
    Max,
    Size,
}
