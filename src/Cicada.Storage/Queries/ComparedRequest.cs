namespace Cicada.Storage.Queries;

/// <summary>A request in several runs, or all requests.</summary>
internal sealed record ComparedRequest
{
    public required string RequestType { get; init; }

    public required string Name { get; init; }

    /// <summary>For each run; null where it has no such request.</summary>
    public required IReadOnlyList<RequestSummary?> Figures { get; init; }

    /// <summary>For each run behind the first, how it differs from the first; null where one of them has nothing.</summary>
    public required IReadOnlyList<IReadOnlyList<FigureDifference>?> Differences { get; init; }
}
