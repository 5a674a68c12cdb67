using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>A SELECT that fulfils the rules of the language; what its names mean has not been looked up yet.</summary>
internal sealed record CheckedSelect
{
    public required Statement.Select Statement { get; init; }

    /// <summary>What is asked for, with all computed that can be; without the time, where the query is the outermost.</summary>
    public required IReadOnlyList<SelectField> Fields { get; init; }

    /// <summary>What the column of the time is called.</summary>
    public required string TimeName { get; init; }

    /// <summary>The condition but for what is about time.</summary>
    public Expression? Where { get; init; }

    public TimeRange Times { get; init; }

    public required Dimensions Dimensions { get; init; }

    /// <summary>Whether the fields call nothing but mathematical functions.</summary>
    public required bool IsRaw { get; init; }

    /// <summary>For each source, the inner query it is, or null.</summary>
    public required IReadOnlyList<CheckedSelect?> Inner { get; init; }

    public required bool IsOutermost { get; init; }
}
