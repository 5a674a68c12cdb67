namespace Cicada.Storage.Queries;

/// <summary>Runs side by side, the others compared with the first.</summary>
internal sealed record ComparedRuns
{
    public required IReadOnlyList<RunHead> Runs { get; init; }

    public required ComparedRequest Total { get; init; }

    /// <summary>Sorted by name and type.</summary>
    public required IReadOnlyList<ComparedRequest> Requests { get; init; }

    /// <summary>The settings that are not the same in all.</summary>
    public required IReadOnlyList<SetupDifference> Setup { get; init; }

    /// <summary>Sentences about what a reader should know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
