namespace Cicada.Storage.Queries;

/// <summary>Users over time: the most at a time in each bucket, null where nothing is known.</summary>
internal sealed record UserColumns
{
    public required double?[] Count { get; init; }

    public required double?[] Target { get; init; }

    /// <summary>The count of each user type, sorted by name.</summary>
    public required IReadOnlyDictionary<string, double?[]> ByType { get; init; }
}
