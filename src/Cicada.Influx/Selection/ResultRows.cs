namespace Cicada.Influx.Selection;

/// <summary>Some rows of one series of an answer.</summary>
internal sealed record ResultRows
{
    /// <summary>The series' name, or null where it has none, as that of SHOW DATABASES.</summary>
    public string? Name { get; init; }

    /// <summary>The tags it is grouped by, or null where there is no such grouping. A tag it does not have is empty.</summary>
    public IReadOnlyList<PointTag>? Tags { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows, or null where the answer has none and does not say an empty list either.</summary>
    public IReadOnlyList<QueryValue[]>? Rows { get; init; }

    /// <summary>The zone the times are shown in, or null for UTC.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Whether more rows of the same series follow.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Whether anything of the same statement follows, rows of this series or another.</summary>
    public bool IsMoreToCome { get; init; }
}
