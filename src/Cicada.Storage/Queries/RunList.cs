namespace Cicada.Storage.Queries;

/// <summary>Some of the runs of a store, and what there is to choose by.</summary>
internal sealed record RunList
{
    public required IReadOnlyList<RunHead> Runs { get; init; }

    /// <summary>How many there are without limit and offset.</summary>
    public required int Total { get; init; }

    /// <summary>All tests of the store, sorted.</summary>
    public required IReadOnlyList<string> Tests { get; init; }

    /// <summary>All labels of the store: key to values, both sorted.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Labels { get; init; }
}
