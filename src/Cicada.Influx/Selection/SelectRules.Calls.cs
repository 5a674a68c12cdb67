using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <content>What may stand in a field, and what functions take.</content>
internal sealed partial class SelectRules
{
    private void CheckExpression(Expression expression)
    {
        switch (expression)
        {
            case Expression.Reference:
                _hasNames = true;
                break;
            case Expression.Wildcard:
                _hasNames = true;
                RefuseWildcard("unable to use wildcard in a binary expression");
                break;
            case Expression.RegexValue:
                RefuseWildcard("unable to use regex in a binary expression");
                _hasNames = true;
                break;
            case Expression.Call call when MathFunction.Is(call.Name):
                CheckCount(call, MathFunction.OfTwo(call.Name) is null ? 1 : 2);
                foreach (var argument in call.Arguments.Where(argument => !argument.IsLiteral))
                {
                    CheckExpression(argument);
                }

                break;
            case Expression.Call call:
                _calls++;
                CheckCall(call);
                break;
            case Expression.Distinct:
                _calls++;
                _hasDistinct = true;
                _hasOnlySelectors = false;
                break;
            case Expression.Binary binary:
                _allowsWildcards = false;
                CheckSides(binary);
                break;
            case Expression.Group group:
                CheckExpression(group.Inner);
                break;
            default:
                throw new QueryFailedException("field must contain at least one variable");
        }
    }

    private void CheckSides(Expression.Binary binary)
    {
        if (binary.Left.IsLiteral && binary.Right.IsLiteral)
        {
            throw new QueryFailedException("cannot perform a binary expression on two literals");
        }

        foreach (var side in new[] { binary.Left, binary.Right }.Where(side => !side.IsLiteral))
        {
            CheckExpression(side);
        }
    }

    private void RefuseWildcard(string message)
    {
        if (!_allowsWildcards)
        {
            throw new QueryFailedException(message);
        }
    }

    private void CheckCall(Expression.Call call)
    {
        switch (call.Name)
        {
            case "percentile":
                CheckCount(call, 2);
                Expect(call.Arguments[1] is Expression.IntegerValue or Expression.NumberValue, $"expected float argument in percentile()");
                CheckField(call);
                break;
            case "sample":
                CheckCount(call, 2);
                var size = call.Arguments[1] as Expression.IntegerValue ?? throw Failure($"expected integer argument in sample()");
                Expect(size.Value > 0, $"sample window must be greater than 1, got {size.Value}");
                CheckField(call);
                break;
            case "distinct":
                CheckDistinct(call.Arguments, isNested: false);
                break;
            case "top" or "bottom":
                CheckExtremes(call);
                break;
            case "derivative" or "non_negative_derivative" or "elapsed":
                CheckCount(call, 1, 2);
                if (call.Arguments.Count == 2)
                {
                    CheckDuration(call.Arguments[1], $"second argument to {call.Name} must be a duration, got {InfluxName.KindOf(call.Arguments[1])}");
                }

                CheckTransformation(call);
                break;
            case "difference" or "non_negative_difference" or "cumulative_sum":
                CheckCount(call, 1);
                CheckTransformation(call);
                break;
            case "moving_average":
                CheckCount(call, 2);
                var window = call.Arguments[1] as Expression.IntegerValue
                    ?? throw Failure($"second argument for moving_average must be an integer, got {InfluxName.KindOf(call.Arguments[1])}");
                Expect(window.Value > 1, $"moving_average window must be greater than 1, got {window.Value}");
                CheckTransformation(call);
                break;
            case "exponential_moving_average" or "double_exponential_moving_average" or "triple_exponential_moving_average" or "relative_strength_index"
                or "triple_exponential_derivative" or "kaufmans_efficiency_ratio" or "kaufmans_adaptive_moving_average" or "chande_momentum_oscillator":
                CheckIndicator(call);
                break;
            case "integral":
                CheckCount(call, 1, 2);
                if (call.Arguments.Count == 2)
                {
                    CheckDuration(call.Arguments[1], "second argument must be a duration");
                }

                _hasOnlySelectors = false;
                CheckField(call);
                break;
            case "holt_winters" or "holt_winters_with_fit":
                CheckForecast(call);
                break;
            default:
                CheckPlain(call);
                break;
        }
    }

    private void CheckPlain(Expression.Call call)
    {
        if (call.Name is "count" or "sum" or "mean" or "median" or "mode" or "stddev" or "spread")
        {
            _hasOnlySelectors = false;
        }
        else if (call.Name is not ("max" or "min" or "first" or "last"))
        {
            throw new QueryFailedException($"undefined function {call.Name}()");
        }

        CheckCount(call, 1);
        switch (call)
        {
            case { Name: "count", Arguments: [Expression.Call { Name: "distinct" } distinct] }:
                CheckDistinct(distinct.Arguments, isNested: true);
                break;
            case { Name: "count", Arguments: [Expression.Distinct] }:
                break;
            default:
                CheckField(call);
                break;
        }
    }

    // What a function is of has to be a field, a wildcard or a pattern.
    private void CheckField(Expression.Call call)
    {
        switch (call.Arguments[0])
        {
            case Expression.Reference:
                break;
            case Expression.Wildcard:
                RefuseWildcard($"unsupported expression with wildcard: {call.Name}()");
                _hasOnlySelectors = false;
                break;
            case Expression.RegexValue:
                RefuseWildcard($"unsupported expression with regex field: {call.Name}()");
                _hasOnlySelectors = false;
                break;
            default:
                throw new QueryFailedException($"expected field argument in {call.Name}()");
        }
    }

    private void CheckDistinct(IReadOnlyList<Expression> arguments, bool isNested)
    {
        Expect(arguments.Count > 0, $"distinct function requires at least one argument");
        Expect(arguments.Count == 1, $"distinct function can only have one argument");
        Expect(arguments[0] is Expression.Reference, $"expected field argument in distinct()");
        _hasDistinct |= !isNested;
        _hasOnlySelectors = false;
    }

    private void CheckExtremes(Expression.Call call)
    {
        if (_extremes is not null)
        {
            throw new QueryFailedException($"selector function {_extremes}() cannot be combined with other functions");
        }

        Expect(call.Arguments.Count >= 2, $"invalid number of arguments for {call.Name}, expected at least 2, got {call.Arguments.Count}");
        var limit = call.Arguments[^1] as Expression.IntegerValue
            ?? throw Failure($"expected integer as last argument in {call.Name}(), found {InfluxName.TextOf(call.Arguments[^1])}");
        Expect(limit.Value > 0, $"limit ({limit.Value}) in {call.Name} function must be at least 1");
        Expect(
            _statement.Rows.Limit <= 0 || limit.Value <= _statement.Rows.Limit,
            $"limit ({limit.Value}) in {call.Name} function can not be larger than the LIMIT ({_statement.Rows.Limit}) in the select statement");
        Expect(call.Arguments[0] is Expression.Reference, $"expected first argument to be a field in {call.Name}(), found {InfluxName.TextOf(call.Arguments[0])}");
        foreach (var argument in call.Arguments.Skip(1).SkipLast(1))
        {
            Expect(argument is Expression.Reference, $"only fields or tags are allowed in {call.Name}(), found {InfluxName.TextOf(argument)}");
            _hasNames |= _statement.Into is null;
        }

        _extremes = call.Name;
    }

    private void CheckIndicator(Expression.Call call)
    {
        var (name, isKaufmans, isChande) = (call.Name, call.Name.StartsWith("kaufmans", StringComparison.Ordinal), call.Name == "chande_momentum_oscillator");
        CheckCount(call, 2, isKaufmans ? 3 : 4);
        var period = call.Arguments[1] as Expression.IntegerValue ?? throw Failure($"{name} period must be an integer");
        Expect(period.Value >= 1, $"{name} period must be greater than or equal to 1");
        if (call.Arguments.Count >= 3)
        {
            var hold = call.Arguments[2] as Expression.IntegerValue ?? throw Failure($"{name} hold period must be an integer");
            Expect(name != "triple_exponential_derivative" || hold.Value is >= 1 or -1, $"{name} hold period must be greater than or equal to 1");
            Expect(hold.Value >= -1, $"{name} hold period must be greater than or equal to 0");
        }

        if (call.Arguments.Count >= 4)
        {
            var warmup = call.Arguments[3] as Expression.StringValue ?? throw Failure($"{name} warmup type must be a string");
            Expect(
                warmup.Value is "exponential" or "simple" || (isChande && warmup.Value == "none"),
                $"{name} warmup type must be one of: {(isChande ? "'none' " : "")}'exponential' 'simple'");
        }

        CheckTransformation(call, isDistinctNested: false);
    }

    private void CheckForecast(Expression.Call call)
    {
        CheckCount(call, 3);
        var horizon = call.Arguments[1] as Expression.IntegerValue ?? throw Failure($"expected integer argument as second arg in {call.Name}");
        Expect(horizon.Value > 0, $"second arg to {call.Name} must be greater than 0, got {horizon.Value}");
        var season = call.Arguments[2] as Expression.IntegerValue ?? throw Failure($"expected integer argument as third arg in {call.Name}");
        Expect(season.Value >= 0, $"third arg to {call.Name} cannot be negative, got {season.Value}");
        _hasOnlySelectors = false;
        var inner = call.Arguments[0] as Expression.Call ?? throw Failure($"must use aggregate function with {call.Name}");
        Expect(_hasInterval, $"{call.Name} aggregate requires a GROUP BY interval");
        CheckNested(inner);
    }

    // With intervals, of what an aggregate says of each; without them, of the points themselves.
    private void CheckTransformation(Expression.Call call, bool isDistinctNested = true)
    {
        _hasOnlySelectors = false;
        if (call.Arguments[0] is not Expression.Call inner)
        {
            Expect(!_hasInterval || _inheritsInterval, $"aggregate function required inside the call to {call.Name}");
            CheckField(call);
            return;
        }

        Expect(_hasInterval, $"{call.Name} aggregate requires a GROUP BY interval");
        if (isDistinctNested)
        {
            CheckNested(inner);
        }
        else
        {
            CheckExpression(inner);
        }
    }

    private void CheckNested(Expression.Call inner)
    {
        if (inner.Name == "distinct")
        {
            CheckDistinct(inner.Arguments, isNested: true);
        }
        else
        {
            CheckExpression(inner);
        }
    }

    private static void CheckDuration(Expression argument, string message)
    {
        var duration = argument as Expression.DurationValue ?? throw new QueryFailedException(message);
        Expect(duration.Nanoseconds > 0, $"duration argument must be positive, got {QueryText.OfDuration(duration.Nanoseconds)}");
    }

    private static void Expect(bool isRight, FormattableString message)
    {
        if (!isRight)
        {
            throw Failure(message);
        }
    }
}
