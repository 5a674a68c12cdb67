namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>Something a query can be made about: a measurement, several, or another query.</summary>
public sealed record QueriedSource
{
    /// <summary>What stands behind FROM.</summary>
    public required string Text { get; init; }

    /// <summary>Its tags, and values they have.</summary>
    public required IReadOnlyList<KeyValuePair<string, string[]>> Tags { get; init; }

    public required IReadOnlyList<KeyValuePair<string, FieldKind>> Fields { get; init; }

    /// <summary>The time of the first point, in nanoseconds.</summary>
    public required long First { get; init; }

    /// <summary>The time of the last point, in nanoseconds.</summary>
    public required long Last { get; init; }

    /// <summary>Whether points of several series may have the same time. Which of them comes first is nowhere specified.</summary>
    public bool HasTies { get; init; }
}
