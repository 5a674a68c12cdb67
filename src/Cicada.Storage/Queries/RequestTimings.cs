namespace Cicada.Storage.Queries;

/// <summary>Where the time of requests goes.</summary>
internal sealed record RequestTimings
{
    public required TimingRow Total { get; init; }

    /// <summary>Sorted by name and type.</summary>
    public required IReadOnlyList<TimingRow> Rows { get; init; }
}
