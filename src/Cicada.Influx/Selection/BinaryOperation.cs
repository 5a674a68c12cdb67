using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>
/// What two values and an operator make. Types decide: with a float everything is a float, with an unsigned number a whole one is taken for unsigned, whole numbers overflow silently, and
/// what cannot be done with two types is null, or false for a comparison.
/// </summary>
internal static class BinaryOperation
{
    /// <summary>The value; a whole number divided by another is a float.</summary>
    public static QueryValue Of(BinaryOperator operation, QueryValue left, QueryValue right)
    {
        // Beside a truth value, nothing is false.
        if (left.IsNull && right.Kind == QueryValueKind.Boolean)
        {
            left = QueryValue.OfBoolean(false);
        }
        else if (right.IsNull && left.Kind == QueryValueKind.Boolean)
        {
            right = QueryValue.OfBoolean(false);
        }

        return (left.Kind, right.Kind) switch
        {
            (QueryValueKind.Float, QueryValueKind.Float) => OfFloats(operation, left.AsFloat(), right.AsFloat()),
            (QueryValueKind.Integer, QueryValueKind.Integer) => OfIntegers(operation, left.AsInteger(), right.AsInteger()),
            (QueryValueKind.Float or QueryValueKind.Integer or QueryValueKind.Unsigned, QueryValueKind.Float or QueryValueKind.Integer or QueryValueKind.Unsigned) =>
                left.Kind == QueryValueKind.Float || right.Kind == QueryValueKind.Float
                    ? OfFloats(operation, left.AsNumber(), right.AsNumber())
                    : OfUnsigned(operation, left, right),
            (QueryValueKind.Boolean, QueryValueKind.Boolean) => OfBooleans(operation, left.AsBoolean(), right.AsBoolean()),
            (QueryValueKind.Boolean, _) => IsForBooleans(operation) ? QueryValue.OfBoolean(false) : None(operation),
            (QueryValueKind.String, QueryValueKind.String) when operation is BinaryOperator.Equal or BinaryOperator.NotEqual =>
                QueryValue.OfBoolean(string.Equals(left.AsString(), right.AsString(), StringComparison.Ordinal) == (operation == BinaryOperator.Equal)),
            _ => None(operation),
        };
    }

    /// <summary>The quotient as conditions have it: of whole numbers, a whole number.</summary>
    public static QueryValue WholeQuotient(QueryValue left, QueryValue right)
    {
        if (left.Kind != QueryValueKind.Integer || right.Kind != QueryValueKind.Integer)
        {
            return Of(BinaryOperator.Divide, left, right);
        }

        var (dividend, divisor) = (left.AsInteger(), right.AsInteger());
        return QueryValue.OfInteger(divisor switch { 0 => 0, -1 => unchecked(-dividend), _ => dividend / divisor });
    }

    /// <summary>A number as a float.</summary>
    public static bool TryFloat(QueryValue value, out double number)
    {
        var isNumber = value.Kind is QueryValueKind.Float or QueryValueKind.Integer or QueryValueKind.Unsigned;
        number = isNumber ? value.AsNumber() : 0;
        return isNumber;
    }

    private static QueryValue OfFloats(BinaryOperator operation, double left, double right) => operation switch
    {
        BinaryOperator.Add => QueryValue.OfFloat(left + right),
        BinaryOperator.Subtract => QueryValue.OfFloat(left - right),
        BinaryOperator.Multiply => QueryValue.OfFloat(left * right),
        BinaryOperator.Divide => QueryValue.OfFloat(right == 0 ? 0 : left / right),
        BinaryOperator.Modulo => QueryValue.OfFloat(left % right),
        BinaryOperator.Equal => QueryValue.OfBoolean(left == right),
        BinaryOperator.NotEqual => QueryValue.OfBoolean(left != right),
        BinaryOperator.Less => QueryValue.OfBoolean(left < right),
        BinaryOperator.LessOrEqual => QueryValue.OfBoolean(left <= right),
        BinaryOperator.Greater => QueryValue.OfBoolean(left > right),
        BinaryOperator.GreaterOrEqual => QueryValue.OfBoolean(left >= right),
        _ => QueryValue.Null,
    };

    private static QueryValue OfIntegers(BinaryOperator operation, long left, long right) => operation switch
    {
        BinaryOperator.Add => QueryValue.OfInteger(unchecked(left + right)),
        BinaryOperator.Subtract => QueryValue.OfInteger(unchecked(left - right)),
        BinaryOperator.Multiply => QueryValue.OfInteger(unchecked(left * right)),
        BinaryOperator.Divide => QueryValue.OfFloat(right == 0 ? 0 : (double)left / right),

        // The least number has no opposite, so that .NET refuses to divide it by -1.
        BinaryOperator.Modulo => QueryValue.OfInteger(right is 0 or -1 ? 0 : left % right),
        BinaryOperator.BitwiseAnd => QueryValue.OfInteger(left & right),
        BinaryOperator.BitwiseOr => QueryValue.OfInteger(left | right),
        BinaryOperator.BitwiseXor => QueryValue.OfInteger(left ^ right),
        BinaryOperator.Equal => QueryValue.OfBoolean(left == right),
        BinaryOperator.NotEqual => QueryValue.OfBoolean(left != right),
        BinaryOperator.Less => QueryValue.OfBoolean(left < right),
        BinaryOperator.LessOrEqual => QueryValue.OfBoolean(left <= right),
        BinaryOperator.Greater => QueryValue.OfBoolean(left > right),
        BinaryOperator.GreaterOrEqual => QueryValue.OfBoolean(left >= right),
        _ => QueryValue.Null,
    };

    // At least one of the two is unsigned. A negative number is less than all of them, but is taken for one of them in everything else.
    private static QueryValue OfUnsigned(BinaryOperator operation, QueryValue first, QueryValue second)
    {
        var isFirstLess = first.Kind == QueryValueKind.Integer && first.AsInteger() < 0;
        var isSecondLess = second.Kind == QueryValueKind.Integer && second.AsInteger() < 0;
        var (left, right) = (first.AsUnsigned(), second.AsUnsigned());
        return operation switch
        {
            BinaryOperator.Add => QueryValue.OfUnsigned(unchecked(left + right)),
            BinaryOperator.Subtract => QueryValue.OfUnsigned(unchecked(left - right)),
            BinaryOperator.Multiply => QueryValue.OfUnsigned(unchecked(left * right)),
            BinaryOperator.Divide => QueryValue.OfUnsigned(right == 0 ? 0 : left / right),
            BinaryOperator.Modulo => QueryValue.OfUnsigned(right == 0 ? 0 : left % right),
            BinaryOperator.BitwiseAnd => QueryValue.OfUnsigned(left & right),
            BinaryOperator.BitwiseOr => QueryValue.OfUnsigned(left | right),
            BinaryOperator.BitwiseXor => QueryValue.OfUnsigned(left ^ right),
            BinaryOperator.Equal => QueryValue.OfBoolean(left == right),
            BinaryOperator.NotEqual => QueryValue.OfBoolean(left != right),
            BinaryOperator.Less => QueryValue.OfBoolean(isFirstLess || (!isSecondLess && left < right)),
            BinaryOperator.LessOrEqual => QueryValue.OfBoolean(isFirstLess || (!isSecondLess && left <= right)),
            BinaryOperator.Greater => QueryValue.OfBoolean(isSecondLess || (!isFirstLess && left > right)),
            BinaryOperator.GreaterOrEqual => QueryValue.OfBoolean(isSecondLess || (!isFirstLess && left >= right)),
            _ => QueryValue.Null,
        };
    }

    private static bool IsForBooleans(BinaryOperator operation) => operation is BinaryOperator.And or BinaryOperator.Or or BinaryOperator.BitwiseAnd
        or BinaryOperator.BitwiseOr or BinaryOperator.BitwiseXor or BinaryOperator.Equal or BinaryOperator.NotEqual;

    private static QueryValue OfBooleans(BinaryOperator operation, bool left, bool right) => operation switch
    {
        BinaryOperator.And or BinaryOperator.BitwiseAnd => QueryValue.OfBoolean(left && right),
        BinaryOperator.Or or BinaryOperator.BitwiseOr => QueryValue.OfBoolean(left || right),
        BinaryOperator.BitwiseXor or BinaryOperator.NotEqual => QueryValue.OfBoolean(left != right),
        BinaryOperator.Equal => QueryValue.OfBoolean(left == right),
        _ => None(operation),
    };

    /// <summary>What comes of a point's not having a field: a comparison is not fulfilled, anything else has no value.</summary>
    public static QueryValue WithoutValue(BinaryOperator operation) => None(operation);

    private static QueryValue None(BinaryOperator operation) =>
        operation is not (BinaryOperator.Matches or BinaryOperator.MatchesNot) && operation.IsComparison ? QueryValue.OfBoolean(false) : QueryValue.Null;
}
