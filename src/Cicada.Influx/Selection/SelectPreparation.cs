using Cicada.Influx.Queries;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Selection;

/// <summary>Finds out what a SELECT means, and refuses what makes no sense.</summary>
internal static class SelectPreparation
{
    /// <summary>Prepares a statement.</summary>
    /// <param name="statement">The statement; databases and retention policies of its measurements are filled in.</param>
    /// <param name="points">What measurements there are.</param>
    /// <param name="options">What <c>now()</c> is, and limits.</param>
    /// <exception cref="QueryFailedException">The statement makes no sense, or means more than the limits allow.</exception>
    public static PreparedSelect Prepare(Statement.Select statement, IPointSource points, SelectOptions options)
    {
        var prepared = Prepared(SelectRules.Check(statement, options.Now), points);
        var types = new ValueTypes([]);
        foreach (var field in prepared.Fields)
        {
            types.Of(field.Value);
        }

        CheckFunctions(prepared, SelectScope.Of(prepared, new SelectRun(points, options, CancellationToken.None)));
        prepared = prepared with { MaxTime = prepared.MaxTime == LineProtocolLimits.LastTime && HasInterval(statement) ? options.Now : prepared.MaxTime };
        CheckBuckets(prepared, options.Limits.Buckets);
        return prepared;
    }

    private static PreparedSelect Prepared(CheckedSelect select, IPointSource points)
    {
        var statement = select.Statement;
        var sources = statement.Sources.Zip(select.Inner).SelectMany(pair => SourcesOf(pair.First, pair.Second, points)).ToList();
        var types = new ValueTypes(sources);
        var expansion = new WildcardExpansion(sources, select.Dimensions.Tags);
        List<SelectField> fields = [.. select.Fields.Select(field => field with { Value = Typed(field.Value, types) }).SelectMany(expansion.Of)];
        if (select.Dimensions.Unusable is { } offset)
        {
            throw new QueryFailedException($"invalid time dimension offset: {InfluxName.TextOf(offset)}");
        }

        var hasTarget = statement.Into is not null;
        return new PreparedSelect
        {
            Fields = fields,
            Columns = select.IsOutermost ? [select.TimeName, .. ColumnNames.Distinct(fields, hasTarget)] : ColumnNames.Of(fields, hasTarget),
            Sources = sources,
            Where = PointConditions.Of(select.Where is null ? null : Typed(select.Where, types)),
            MinTime = select.Times.Bounds.First,
            MaxTime = select.Times.Bounds.Last,
            Intervals = select.Dimensions.Grid(statement.TimeZone),
            GroupBy = expansion.GroupBy(),
            Fill = statement.Fill,
            IsDescending = statement.IsDescending,
            Rows = statement.Rows,
            Series = statement.Series,
            TimeZone = statement.TimeZone,
            OmitsTime = !select.IsOutermost,
            IsRaw = select.IsRaw,
            HasTarget = hasTarget,
        };
    }

    private static IEnumerable<PreparedSource> SourcesOf(QuerySource source, CheckedSelect? inner, IPointSource points) => source is QuerySource.Measurement measurement
        ? points.Find(measurement).Select(key => new PreparedSource.Measurement(key, points.SchemaOf(key)))
        : [new PreparedSource.Subquery(Prepared(inner!, points))];

    private static Expression Typed(Expression expression, ValueTypes types) => expression switch
    {
        Expression.Reference reference => TypedName(reference, types),
        Expression.Call call => call with { Arguments = [.. call.Arguments.Select(argument => Typed(argument, types))] },
        Expression.Binary binary => binary with { Left = Typed(binary.Left, types), Right = Typed(binary.Right, types) },
        Expression.Group group => new Expression.Group(Typed(group.Inner, types)),
        _ => expression,
    };

    private static Expression.Reference TypedName(Expression.Reference reference, ValueTypes types)
    {
        if (reference.Cast is not (ReferenceCast.None or ReferenceCast.Field))
        {
            return reference;
        }

        // Where a field is meant and there is only a tag, it stays a field, one that nothing has.
        var type = types.Leniently(reference);
        return reference.Cast == ReferenceCast.Field && type == ReferenceCast.Tag ? reference : reference with { Cast = type };
    }

    // Intervals of no length are none, and yet end now.
    private static bool HasInterval(Statement.Select statement) =>
        statement.GroupBy.OfType<Expression.Call>().Any(call => call is { Name: "time", Arguments: [var duration, ..] } && ExpressionReduction.Reduced(duration, default) is Expression.DurationValue { Nanoseconds: not 0 });

    private static void CheckFunctions(PreparedSelect select, SelectScope scope)
    {
        foreach (var field in select.Fields)
        {
            FunctionTypes.Check(field.Value, select.Sources, source => source is not PreparedSource.Measurement measurement || SeriesRange.HasAny(scope, measurement));
        }

        // What is not asked for is not computed.
        var names = select.Fields.SelectMany(field => field.Value.Walk()).OfType<Expression.Reference>().Select(reference => reference.Name).ToList();
        foreach (var inner in select.Sources.OfType<PreparedSource.Subquery>().Where(inner => names.Exists(name => ValueTypes.IsIn(inner.Query, name))))
        {
            CheckFunctions(inner.Query, scope.Within(inner.Query));
        }
    }

    /// <summary>Refuses an answer with more intervals than the limits allow, as far as that is known before it is computed.</summary>
    private static void CheckBuckets(PreparedSelect select, long most)
    {
        if (select.Where is Expression.BooleanValue { Value: false })
        {
            // Of no series there are no intervals.
            return;
        }

        if (most <= 0 || select.IsRaw || select.Fill.Kind == FillKind.None || select.Intervals is not { } grid || select.MinTime <= LineProtocolLimits.FirstTime)
        {
            return;
        }

        var buckets = (Beginning(select.MaxTime - 1, grid) - Beginning(select.MinTime, grid) + grid.Duration) / grid.Duration;
        if (buckets > most)
        {
            throw new QueryFailedException(FormattableString.Invariant($"max-select-buckets limit exceeded: ({buckets}/{most})"));
        }
    }

    private static Int128 Beginning(Int128 time, IntervalGrid grid)
    {
        var since = time - grid.Offset;
        return since - (((since % grid.Duration) + grid.Duration) % grid.Duration);
    }
}
