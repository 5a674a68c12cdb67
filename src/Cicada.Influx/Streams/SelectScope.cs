using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Where and how the values of one call are read: what a query says, what it takes over from the query around it, and what a call changes of it.</summary>
internal sealed record SelectScope
{
    public required SelectRun Run { get; init; }

    public required IReadOnlyList<PreparedSource> Sources { get; init; }

    public Expression? Where { get; init; }

    public required long MinTime { get; init; }

    public required long MaxTime { get; init; }

    /// <summary>From when to when anything is read, however early a call begins: an inner query's calls, too, begin no earlier than those of the outermost one.</summary>
    public required (long First, long Last) Reach { get; init; }

    public IntervalGrid? Intervals { get; init; }

    /// <summary>The tags the outermost query is grouped by, sorted: what streams are ordered by.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>The tags this query is grouped by, sorted; all of <see cref="Order"/> are among them.</summary>
    public required IReadOnlyList<string> GroupBy { get; init; }

    public QueryFill Fill { get; init; }

    public bool IsDescending { get; init; }

    /// <summary>The rows wanted of each series.</summary>
    public RowRange Rows { get; init; }

    /// <summary>The series wanted of each measurement.</summary>
    public RowRange Series { get; init; }

    /// <summary>The fields and tags wanted beside the value.</summary>
    public IReadOnlyList<Expression.Reference> Others { get; init; } = [];

    /// <summary>The first time of which points are read.</summary>
    public long FirstRead => Math.Max(MinTime, Reach.First);

    /// <summary>The last time of which points are read.</summary>
    public long LastRead => Math.Min(MaxTime, Reach.Last);

    public TimeWindows Windows => new(Intervals, MinTime, MaxTime);

    /// <summary>Whether streams are ordered by all the tags there are.</summary>
    public bool IsOrderedByAllTags => Order.Count == GroupBy.Count;

    /// <summary>The scope of an outermost query.</summary>
    public static SelectScope Of(PreparedSelect select, SelectRun run) => new()
    {
        Run = run,
        Sources = select.Sources,
        Where = select.Where,
        MinTime = select.MinTime,
        MaxTime = Ended(select.Intervals, select.MaxTime, run),
        Reach = ReachOf(select, Ended(select.Intervals, select.MaxTime, run)),
        Intervals = select.Intervals,
        Order = select.GroupBy,
        GroupBy = select.GroupBy,
        // Nulls are not written to a target.
        Fill = select is { HasTarget: true, Fill.Kind: FillKind.Null } ? new QueryFill(FillKind.None) : select.Fill,
        IsDescending = select.IsDescending,
        Rows = select.Rows,
        Series = select.Series,
    };

    /// <summary>The scope of a query within this one. The order is that of the outer query, whatever the inner one says.</summary>
    public SelectScope Within(PreparedSelect inner) => new()
    {
        Run = Run,
        Sources = inner.Sources,
        Where = inner.Where,
        MinTime = Math.Max(inner.MinTime, MinTime),
        MaxTime = Ended(inner.Intervals, Math.Min(inner.MaxTime, MaxTime), Run),
        Reach = Reach,
        Intervals = inner.Intervals ?? Intervals,
        Order = Order,
        GroupBy = [.. inner.GroupBy.Union(GroupBy).Order(ByteOrder.Instance)],
        // The query around it passes over nulls.
        Fill = inner is { IsRaw: false, Fill.Kind: FillKind.Null } ? new QueryFill(FillKind.None) : inner.Fill,
        IsDescending = IsDescending,
        Rows = inner.Rows,
        Series = new RowRange(inner.Series.Limit + Series.Limit, inner.Series.Offset + Series.Offset),
    };

    /// <summary>Intervals without an end end now.</summary>
    private static long Ended(IntervalGrid? intervals, long maxTime, SelectRun run) =>
        intervals is not null && maxTime == LineProtocolLimits.LastTime ? run.Options.Now : maxTime;

    private static (long First, long Last) ReachOf(PreparedSelect select, long maxTime)
    {
        var intervals = select.Fields.SelectMany(field => field.Value.Walk()).OfType<Expression.Call>().Select(Transformations.EarlierIntervals).DefaultIfEmpty().Max();
        var moved = (Int128)(select.Intervals?.Duration ?? 0) * intervals;
        return select.IsDescending
            ? (select.MinTime, (long)Int128.Min(LineProtocolLimits.LastTime, maxTime + moved))
            : ((long)Int128.Max(LineProtocolLimits.FirstTime, select.MinTime - moved), maxTime);
    }

    /// <summary>This scope, beginning earlier by some intervals: at the end where it runs backwards.</summary>
    public SelectScope Earlier(long intervals)
    {
        if (Intervals is not { } grid)
        {
            return this;
        }

        // The limits of time stay where they are.
        var moved = (Int128)grid.Duration * intervals;
        return IsDescending
            ? this with { MaxTime = (long)Int128.Min(LineProtocolLimits.LastTime, MaxTime + moved) }
            : this with { MinTime = (long)Int128.Max(LineProtocolLimits.FirstTime, MinTime - moved) };
    }
}
