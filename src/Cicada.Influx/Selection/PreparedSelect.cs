using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>
/// A SELECT that makes sense, and says in full what it means: wildcards and patterns are the names they stand for, names have types, times are separate
/// from other conditions. <see cref="SelectPreparation"/> makes it, <see cref="SelectExecution"/> answers it.
/// </summary>
internal sealed record PreparedSelect
{
    /// <summary>
    /// What is asked for, without the time. Each name says by its cast what it is (<see cref="ReferenceCast.Tag"/> or the type of the field); one that
    /// nothing has keeps <see cref="ReferenceCast.None"/>, or <see cref="ReferenceCast.Field"/> where it is said to be a field and there is only a tag.
    /// </summary>
    public required IReadOnlyList<SelectField> Fields { get; init; }

    /// <summary>
    /// The names of the answer's columns: the time first, unless <see cref="OmitsTime"/>, then the fields; behind a <c>top</c> or <c>bottom</c> the tags and fields named in it.
    /// </summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Where points come from, in the order of the statement; a pattern is replaced by what it matches. Nothing may be left.</summary>
    public required IReadOnlyList<PreparedSource> Sources { get; init; }

    /// <summary>What points must fulfil besides their time, or null. Names have casts here too.</summary>
    public Expression? Where { get; init; }

    /// <summary>The earliest time; <see cref="LineProtocolLimits.FirstTime"/> where nothing is said.</summary>
    public long MinTime { get; init; } = LineProtocolLimits.FirstTime;

    /// <summary>The latest time, itself included; <see cref="LineProtocolLimits.LastTime"/> where nothing is said.</summary>
    public long MaxTime { get; init; } = LineProtocolLimits.LastTime;

    /// <summary>The intervals of GROUP BY time, or null.</summary>
    public IntervalGrid? Intervals { get; init; }

    /// <summary>The tags of GROUP BY, sorted, each once; wildcards and patterns replaced.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    public QueryFill Fill { get; init; }

    public bool IsDescending { get; init; }

    public RowRange Rows { get; init; }

    public RowRange Series { get; init; }

    /// <summary>The zone times are shown in, or null for UTC.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Whether there is no column of the time.</summary>
    public bool OmitsTime { get; init; }

    /// <summary>Whether the fields hold no call.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Whether <c>SELECT … INTO</c> is meant: then <c>top</c> and <c>bottom</c> add no columns.</summary>
    public bool HasTarget { get; init; }
}
