using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>Computes what of an expression is known before any point is read.</summary>
internal static class ExpressionReduction
{
    private static readonly Expression False = new Expression.BooleanValue(false);

    /// <summary>The expression, with all computed that can be, and without parentheses around it.</summary>
    public static Expression Reduced(Expression expression, ReductionValues values) =>
        WithinReduced(expression, values) is var reduced && reduced is Expression.Group group ? group.Inner : reduced;

    /// <summary>The expression, with all computed that can be, as a part of another.</summary>
    public static Expression WithinReduced(Expression expression, ReductionValues values) => expression switch
    {
        Expression.Binary binary => OfBinary(binary.Operator, WithinReduced(binary.Left, values), WithinReduced(binary.Right, values), values.Zone),
        Expression.Group group => WithinReduced(group.Inner, values) is var inner && inner is Expression.Binary ? new Expression.Group(inner) : inner,
        Expression.Call call => OfCall(call, values),
        _ => expression,
    };

    private static Expression OfCall(Expression.Call call, ReductionValues values)
    {
        Expression[] arguments = [.. call.Arguments.Select(argument => WithinReduced(argument, values))];
        if (values.Now is { } now && call.Name == "now" && arguments.Length == 0)
        {
            return new Expression.TimeValue(now);
        }

        if (!values.ComputesFunctions || !arguments.All(argument => argument.IsLiteral) || (MathFunction.Of(call.Name) is null || arguments.Length != 1) && (MathFunction.OfTwo(call.Name) is null || arguments.Length != 2))
        {
            return new Expression.Call(call.Name, arguments);
        }

        // InfluxDB loses unsigned results here.
        var value = ExpressionValue.Of(new Expression.Call(call.Name, arguments), _ => QueryValue.Null);
        return value.Kind == QueryValueKind.Unsigned ? new Expression.NullValue() : LiteralOf(value);
    }

    private static Expression OfBinary(BinaryOperator binary, Expression left, Expression right, TimeZoneInfo? zone)
    {
        if (binary is BinaryOperator.And or BinaryOperator.Or)
        {
            // What decides alone, and what decides nothing.
            var deciding = new Expression.BooleanValue(binary == BinaryOperator.Or);
            if (left == deciding || right == deciding)
            {
                return deciding;
            }

            if (left is Expression.BooleanValue)
            {
                return right;
            }

            if (right is Expression.BooleanValue)
            {
                return left;
            }
        }

        return Known(binary, left, right, zone) ?? new Expression.Binary(binary, left, right);
    }

    private static Expression? Known(BinaryOperator binary, Expression left, Expression right, TimeZoneInfo? zone)
    {
        if (right is Expression.NullValue && left.IsLiteral && left is not (Expression.RegexValue or Expression.NullValue))
        {
            return left is not Expression.StringValue || binary is BinaryOperator.Equal or BinaryOperator.NotEqual ? False : null;
        }

        return left switch
        {
            Expression.NullValue => binary is BinaryOperator.Equal or BinaryOperator.NotEqual ? False : null,
            Expression.BooleanValue or Expression.IntegerValue or Expression.UnsignedValue or Expression.NumberValue when IsPlain(right) => OfPlain(binary, left, right),
            Expression.IntegerValue integer => OfTimeAndInteger(binary, integer.Value, right, zone),
            Expression.DurationValue duration => OfDuration(binary, duration.Nanoseconds, right, zone),
            Expression.TimeValue time => OfTime(binary, time.Nanoseconds, right, zone),
            Expression.StringValue text => OfText(binary, text.Value, right, zone),
            _ => null,
        };
    }

    private static bool IsPlain(Expression expression) => expression is Expression.BooleanValue or Expression.IntegerValue or Expression.UnsignedValue or Expression.NumberValue;

    private static Expression? OfPlain(BinaryOperator binary, Expression left, Expression right)
    {
        if (binary.IsCondition && left is Expression.BooleanValue != right is Expression.BooleanValue)
        {
            return null;
        }

        if (binary is BinaryOperator.BitwiseAnd or BinaryOperator.BitwiseOr or BinaryOperator.BitwiseXor && (left is Expression.UnsignedValue || right is Expression.UnsignedValue))
        {
            return null;
        }

        var value = ExpressionValue.Of(new Expression.Binary(binary, left, right), _ => QueryValue.Null);
        return value.IsNull ? null : LiteralOf(value);
    }

    // A whole number beside a duration is a time, beside a time a duration.
    private static Expression? OfTimeAndInteger(BinaryOperator binary, long left, Expression right, TimeZoneInfo? zone) => right switch
    {
        Expression.DurationValue duration when binary == BinaryOperator.Add => new Expression.TimeValue((Int128)left + duration.Nanoseconds),
        Expression.DurationValue duration when binary == BinaryOperator.Subtract => new Expression.TimeValue((Int128)left - duration.Nanoseconds),
        Expression.TimeValue => OfDuration(binary, left, right, zone),
        Expression.StringValue text when TimeLiteral.Read(text.Value, zone) is { } time => OfDuration(binary, left, new Expression.TimeValue(time), zone),
        _ => null,
    };

    private static Expression? OfDuration(BinaryOperator binary, long left, Expression right, TimeZoneInfo? zone) => right switch
    {
        Expression.DurationValue duration => binary switch
        {
            BinaryOperator.Add => new Expression.DurationValue(unchecked(left + duration.Nanoseconds)),
            BinaryOperator.Subtract => new Expression.DurationValue(unchecked(left - duration.Nanoseconds)),
            _ => Compared(binary, left.CompareTo(duration.Nanoseconds)),
        },
        Expression.NumberValue number => OfDurationAndNumber(binary, left, (long)number.Value, number.Value == 0),
        Expression.IntegerValue integer => OfDurationAndNumber(binary, left, integer.Value, integer.Value == 0),
        Expression.TimeValue time when binary == BinaryOperator.Add => new Expression.TimeValue(time.Nanoseconds + left),
        Expression.StringValue text when TimeLiteral.Read(text.Value, zone) is { } time => OfDuration(binary, left, new Expression.TimeValue(time), zone),
        _ => null,
    };

    private static Expression.DurationValue? OfDurationAndNumber(BinaryOperator binary, long left, long right, bool isZero) => binary switch
    {
        BinaryOperator.Multiply => new Expression.DurationValue(unchecked(left * right)),
        BinaryOperator.Divide when isZero => new Expression.DurationValue(0),

        // InfluxDB breaks off there.
        BinaryOperator.Divide when right == 0 => throw new QueryFailedException("a duration cannot be divided by a number between -1 and 1; multiply it instead"),
        BinaryOperator.Divide => new Expression.DurationValue(right == -1 ? unchecked(-left) : left / right),
        _ => null,
    };

    private static Expression? OfTime(BinaryOperator binary, Int128 left, Expression right, TimeZoneInfo? zone) => right switch
    {
        Expression.DurationValue duration when binary == BinaryOperator.Add => new Expression.TimeValue(left + duration.Nanoseconds),
        Expression.DurationValue duration when binary == BinaryOperator.Subtract => new Expression.TimeValue(left - duration.Nanoseconds),
        Expression.IntegerValue integer => OfTime(binary, left, new Expression.DurationValue(integer.Value), zone),
        Expression.TimeValue time when binary == BinaryOperator.Subtract =>
            new Expression.DurationValue((long)Int128.Clamp(left - time.Nanoseconds, long.MinValue, long.MaxValue)),
        Expression.TimeValue time => Compared(binary, left.CompareTo(time.Nanoseconds)),
        Expression.StringValue text when TimeLiteral.Read(text.Value, zone) is { } time => OfTime(binary, left, new Expression.TimeValue(time), zone),
        _ => null,
    };

    private static Expression? OfText(BinaryOperator binary, string left, Expression right, TimeZoneInfo? zone)
    {
        if (right is Expression.StringValue { Value: var text })
        {
            if (binary == BinaryOperator.Add)
            {
                return new Expression.StringValue(left + text);
            }

            // Two ways to write one time are equal.
            if (binary is BinaryOperator.Equal or BinaryOperator.NotEqual)
            {
                var isSame = TimeLiteral.IsMeantBy(left) && TimeLiteral.IsMeantBy(text) && TimeLiteral.Read(left, zone) is { } first && TimeLiteral.Read(text, zone) is { } second
                    ? first == second
                    : left == text;
                return new Expression.BooleanValue(isSame == (binary == BinaryOperator.Equal));
            }
        }

        return right is Expression.StringValue or Expression.DurationValue or Expression.TimeValue or Expression.IntegerValue && TimeLiteral.Read(left, zone) is { } time
            ? OfTime(binary, time, right, zone)
            : null;
    }

    private static Expression.BooleanValue? Compared(BinaryOperator binary, int order) => binary switch
    {
        BinaryOperator.Equal => new(order == 0),
        BinaryOperator.NotEqual => new(order != 0),
        BinaryOperator.Less => new(order < 0),
        BinaryOperator.LessOrEqual => new(order <= 0),
        BinaryOperator.Greater => new(order > 0),
        BinaryOperator.GreaterOrEqual => new(order >= 0),
        _ => null,
    };

    private static Expression LiteralOf(QueryValue value) => value.Kind switch
    {
        QueryValueKind.Float => new Expression.NumberValue(value.AsFloat()),
        QueryValueKind.Integer => new Expression.IntegerValue(value.AsInteger()),
        QueryValueKind.Unsigned => new Expression.UnsignedValue(value.AsUnsigned()),
        QueryValueKind.Boolean => new Expression.BooleanValue(value.AsBoolean()),
        QueryValueKind.String => new Expression.StringValue(value.AsString()),
        _ => new Expression.NullValue(),
    };
}
