using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>
/// The rules of SELECT that need no look at what there is. They are held in the order InfluxDB holds them in, so that of several mistakes the same is named.
/// </summary>
internal sealed partial class SelectRules
{
    private readonly long _now;
    private readonly Statement.Select _statement;
    private readonly bool _isOutermost;
    private readonly List<SelectField> _fields = [];

    // What fields have been found to be, one after the other.
    private readonly Dimensions _dimensions;
    private readonly bool _hasInterval;
    private readonly bool _inheritsInterval;
    private string _timeName = "time";
    private string? _extremes;
    private int _asked;
    private int _calls;
    private bool _hasOnlySelectors = true;
    private bool _hasDistinct;
    private bool _hasNames;
    private bool _allowsWildcards;

    private SelectRules(Statement.Select statement, long now, bool isOutermost, bool inheritsInterval)
    {
        (_statement, _now, _isOutermost) = (statement, now, isOutermost);
        (Where, Times) = ConditionSplit.Of(statement.Where, new(now, statement.TimeZone));
        CheckCondition(Where);
        _dimensions = Dimensions.Of(statement.GroupBy, now, statement.TimeZone);
        _inheritsInterval = _dimensions.Interval == 0 && inheritsInterval;
        _hasInterval = _dimensions.Interval != 0 || inheritsInterval;
    }

    private Expression? Where { get; }

    private TimeRange Times { get; }

    /// <summary>Checks a query and all within it.</summary>
    /// <param name="statement">The query.</param>
    /// <param name="now">What <c>now()</c> is.</param>
    /// <exception cref="QueryFailedException">It breaks a rule.</exception>
    public static CheckedSelect Check(Statement.Select statement, long now) => new SelectRules(statement, now, isOutermost: true, inheritsInterval: false).Check();

    private CheckedSelect Check()
    {
        foreach (var field in _statement.Fields)
        {
            CheckField(field);
        }

        CheckTogether();
        return new CheckedSelect
        {
            Statement = _statement,
            Fields = _isOutermost ? WithoutTimes() : [.. _fields.Select(field => field with { Value = DistinctCalls.None(field.Value) })],
            TimeName = _timeName,
            Where = Where,
            Times = Times,
            Dimensions = _dimensions,
            IsRaw = _calls == 0,
            Inner = [.. _statement.Sources.Select(source => source is QuerySource.Subquery inner ? CheckInner(inner.Query) : null)],
            IsOutermost = _isOutermost,
        };
    }

    private CheckedSelect CheckInner(Statement.Select inner)
    {
        var rules = new SelectRules(inner with { IsDescending = _statement.IsDescending }, _now, isOutermost: false, _hasInterval);
        return inner.HasOrder && inner.IsDescending != _statement.IsDescending
            ? throw new QueryFailedException("subqueries must be ordered in the same direction as the query itself")
            : rules.Check();
    }

    private void CheckField(SelectField field)
    {
        if (field.Value is Expression.Reference { Name: "time" })
        {
            _timeName = field.Alias.Length > 0 ? field.Alias : _timeName;
            _fields.Add(field);
            return;
        }

        var value = ExpressionReduction.Reduced(field.Value, new(ComputesFunctions: true));
        _fields.Add(field with { Value = value });
        _asked++;
        _allowsWildcards = true;
        CheckExpression(value);
    }

    // InfluxDB takes out every time, but passes over what is behind one; the last one taken out names the column.
    private List<SelectField> WithoutTimes()
    {
        var fields = _fields.Select(field => field with { Value = DistinctCalls.Of(field.Value) }).ToList();
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Value is Expression.Reference { Name: "time" })
            {
                _timeName = fields[i].Alias.Length > 0 ? fields[i].Alias : "time";
                fields.RemoveAt(i);
            }
        }

        return fields;
    }

    private void CheckTogether()
    {
        if (_asked == 0)
        {
            throw new QueryFailedException("at least 1 non-time field must be queried");
        }

        if (_calls > 1 && _extremes is not null)
        {
            throw new QueryFailedException($"selector function {_extremes}() cannot be combined with other functions");
        }

        if (_calls == 0)
        {
            // In an inner query InfluxDB takes nothing for fill(none).
            var fill = _isOutermost || _dimensions.Interval == 0 || _statement.Fill.Kind != FillKind.Null ? _statement.Fill.Kind : FillKind.None;
            if (fill is FillKind.None or FillKind.Linear)
            {
                throw new QueryFailedException($"fill({(fill == FillKind.None ? "none" : "linear")}) must be used with a function");
            }

            if (_hasInterval && !_inheritsInterval)
            {
                throw new QueryFailedException("GROUP BY requires at least one aggregate function");
            }
        }

        if (_hasDistinct && (_calls != 1 || _hasNames))
        {
            throw new QueryFailedException("aggregate function distinct() cannot be combined with other functions or fields");
        }

        if (_hasNames && !_hasOnlySelectors)
        {
            throw new QueryFailedException("mixing aggregate and non-aggregate queries is not supported");
        }

        if (_hasNames && _calls > 1)
        {
            throw new QueryFailedException("mixing multiple selector functions with tags or fields is not supported");
        }
    }

    // What is in parentheses is not looked into.
    private static void CheckCondition(Expression? condition)
    {
        switch (condition)
        {
            case Expression.Binary binary:
                CheckCondition(binary.Left);
                CheckCondition(binary.Right);
                break;
            case Expression.Call call:
                if (!MathFunction.Is(call.Name))
                {
                    throw new QueryFailedException($"invalid function call in condition: {InfluxName.TextOf(call)}");
                }

                CheckCount(call, call.Name is "atan2" or "pow" ? 2 : 1);
                foreach (var argument in call.Arguments)
                {
                    CheckCondition(argument);
                }

                break;
        }
    }

    private static void CheckCount(Expression.Call call, int expected)
    {
        if (call.Arguments.Count != expected)
        {
            throw Failure($"invalid number of arguments for {call.Name}, expected {expected}, got {call.Arguments.Count}");
        }
    }

    private static void CheckCount(Expression.Call call, int least, int most)
    {
        if (call.Arguments.Count < least || call.Arguments.Count > most)
        {
            throw Failure($"invalid number of arguments for {call.Name}, expected at least {least} but no more than {most}, got {call.Arguments.Count}");
        }
    }

    private static QueryFailedException Failure(FormattableString message) => new(FormattableString.Invariant(message));
}
