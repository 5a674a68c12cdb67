using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>Computes what an expression is for one row.</summary>
internal static class ExpressionValue
{
    /// <summary>The value of an expression, or null as a <see cref="QueryValue"/> where it has none. For few rows; for many, <see cref="Compile(Expression, Func{Expression, int})"/> is the quick way.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="valueOf">The value of a name, or of a call of a function that is no mathematical one.</param>
    public static QueryValue Of(Expression expression, Func<Expression, QueryValue> valueOf)
    {
        var values = new List<QueryValue>();
        var compute = Compile(expression, name =>
        {
            values.Add(valueOf(name));
            return values.Count - 1;
        });
        return compute([.. values]);
    }

    /// <summary>Turns an expression of SELECT into something that computes it for row after row.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="columnOf">Where in a row the value of a name is, or of a call of a function that is no mathematical one; less than 0 for one that never has a value.</param>
    public static RowValue Compile(Expression expression, Func<Expression, int> columnOf) => Compile(expression, columnOf, ExpressionPlace.Field);

    /// <summary>
    /// Turns a condition into something that says of row after row whether it is fulfilled. In WHERE a whole number divided by another is a whole
    /// number; a tag a row does not have is an empty text where it is compared with a text or pattern; whatever has no value or the wrong type does not fulfil a condition.
    /// </summary>
    /// <param name="condition">The condition, nothing of it about time.</param>
    /// <param name="columnOf">Where in a row the value of a name is; less than 0 for one that never has a value.</param>
    /// <param name="isOfAnswer">
    /// Whether rows are those of another query's answer, not points: then a name without a value counts as false beside a truth value, while a point without a field fulfils no
    /// comparison with it.
    /// </param>
    public static RowCondition CompileCondition(Expression condition, Func<Expression, int> columnOf, bool isOfAnswer = false)
    {
        var value = Compile(condition, columnOf, isOfAnswer ? ExpressionPlace.AnswerCondition : ExpressionPlace.PointCondition);
        return row => value(row) is { Kind: QueryValueKind.Boolean } result && result.AsBoolean();
    }

    private static RowValue Compile(Expression expression, Func<Expression, int> columnOf, ExpressionPlace place)
    {
        switch (expression)
        {
            case Expression.IntegerValue integer:
                return Constant(QueryValue.OfInteger(integer.Value));
            case Expression.UnsignedValue unsigned:
                return Constant(QueryValue.OfUnsigned(unsigned.Value));
            case Expression.NumberValue number:
                return Constant(QueryValue.OfFloat(number.Value));
            case Expression.StringValue text:
                return Constant(QueryValue.OfString(text.Value));
            case Expression.BooleanValue boolean:
                return Constant(QueryValue.OfBoolean(boolean.Value));
            case Expression.Group group:
                return Compile(group.Inner, columnOf, place);
            case Expression.Binary { Right: Expression.RegexValue regex } binary:
                return Match(binary.Operator, Compared(binary.Left, columnOf, place), QueryPattern.Of(regex.Pattern));
            case Expression.Binary binary:
                return OfBinary(binary, columnOf, place);
            case Expression.Call { Arguments: [var argument] } call when MathFunction.Of(call.Name) is { } function:
                var of = Compile(argument, columnOf, place);
                return row => function(of(row));
            case Expression.Call { Arguments: [var one, var other] } call when MathFunction.OfTwo(call.Name) is { } function:
                var (first, second) = (Compile(one, columnOf, place), Compile(other, columnOf, place));
                return row => function(first(row), second(row));
            case Expression.Call or Expression.Reference or Expression.Distinct:
                var column = columnOf(expression);
                return column < 0 ? Constant(QueryValue.Null) : row => row[column];
            default:
                return Constant(QueryValue.Null);
        }
    }

    private static RowValue OfBinary(Expression.Binary binary, Func<Expression, int> columnOf, ExpressionPlace place)
    {
        var operation = binary.Operator;
        var hasText = binary.Left is Expression.StringValue || binary.Right is Expression.StringValue;
        var left = hasText ? Compared(binary.Left, columnOf, place) : Compile(binary.Left, columnOf, place);
        var right = hasText ? Compared(binary.Right, columnOf, place) : Compile(binary.Right, columnOf, place);
        if (place != ExpressionPlace.Field && operation == BinaryOperator.Divide)
        {
            return row => BinaryOperation.WholeQuotient(left(row), right(row));
        }

        if (place != ExpressionPlace.PointCondition || operation is BinaryOperator.And or BinaryOperator.Or)
        {
            return row => BinaryOperation.Of(operation, left(row), right(row));
        }

        var (isLeftName, isRightName) = (IsName(binary.Left), IsName(binary.Right));
        return row =>
        {
            var (first, second) = (left(row), right(row));
            return (isLeftName && first.IsNull) || (isRightName && second.IsNull) ? BinaryOperation.WithoutValue(operation) : BinaryOperation.Of(operation, first, second);
        };
    }

    private static bool IsName(Expression expression) => expression is Expression.Reference || (expression is Expression.Group group && IsName(group.Inner));

    private static RowValue Constant(QueryValue value) => _ => value;

    private static RowValue Compared(Expression expression, Func<Expression, int> columnOf, ExpressionPlace place)
    {
        var value = Compile(expression, columnOf, place);
        return place != ExpressionPlace.Field && expression is Expression.Reference { Cast: ReferenceCast.Tag or ReferenceCast.None }
            ? row => value(row) is { IsNull: false } text ? text : QueryValue.OfString("")
            : value;
    }

    private static RowValue Match(BinaryOperator operation, RowValue left, QueryPattern pattern)
    {
        if (operation is not (BinaryOperator.Matches or BinaryOperator.MatchesNot))
        {
            return Constant(operation.IsComparison ? QueryValue.OfBoolean(false) : QueryValue.Null);
        }

        var isWanted = operation == BinaryOperator.Matches;
        return row => left(row) is { Kind: QueryValueKind.String } text ? QueryValue.OfBoolean(pattern.IsMatch(text.AsString()) == isWanted) : QueryValue.Null;
    }
}
