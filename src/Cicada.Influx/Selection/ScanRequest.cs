using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>Which points of one measurement are wanted, and what of them. A point that has none of the fields among the columns is left out.</summary>
internal record ScanRequest
{
    public required MeasurementKey Measurement { get; init; }

    public required IReadOnlyList<ScanColumn> Columns { get; init; }

    /// <summary>The tags points are grouped by, sorted.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>
    /// What tags and fields of a point must fulfil, or null. Nothing in it is about time. Each name says by its cast what it is: <see cref="ReferenceCast.Tag"/>, or the
    /// type of the field.
    /// </summary>
    public Expression? Where { get; init; }

    /// <summary>The earliest time.</summary>
    public long MinTime { get; init; } = long.MinValue;

    /// <summary>The latest time, itself included.</summary>
    public long MaxTime { get; init; } = long.MaxValue;

    /// <summary>Whether groups and times run backwards.</summary>
    public bool IsDescending { get; init; }

    /// <summary>The most points wanted of each group; 0 for all.</summary>
    public long LimitOfEachGroup { get; init; }
}
