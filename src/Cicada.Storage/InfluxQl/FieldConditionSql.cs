using System.Globalization;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// A condition on fields in SQL, as far as SQL can say what InfluxQL means. What it cannot say is left out so that SQL lets too many points through rather than
/// too few, and whoever reads them looks again.
/// </summary>
internal sealed class FieldConditionSql
{
    private readonly StoredMeasurement _measurement;
    private readonly List<object> _parameters;

    private FieldConditionSql(StoredMeasurement measurement, List<object> parameters) => (_measurement, _parameters) = (measurement, parameters);

    /// <summary>Translates.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="measurement">What it is about; its points are called <c>p</c>.</param>
    /// <param name="parameters">Where values are added to.</param>
    /// <returns>The condition in SQL, and whether it says all of it.</returns>
    public static (string Sql, bool IsExact) Of(Expression condition, StoredMeasurement measurement, List<object> parameters)
    {
        var before = parameters.Count;
        if (new FieldConditionSql(measurement, parameters).Condition(condition) is { } found)
        {
            return found;
        }

        parameters.RemoveRange(before, parameters.Count - before);
        return ("true", false);
    }

    private (string Sql, bool IsExact)? Condition(Expression expression)
    {
        switch (expression)
        {
            case Expression.Group group:
                return Condition(group.Inner);
            case Expression.BooleanValue { Value: var value }:
                return (value ? "true" : "false", true);
            case Expression.Binary { Operator: BinaryOperator.And } both:
                return And(both);
            case Expression.Binary { Operator: BinaryOperator.Or } both:
                return Condition(both.Left) is { } left && Condition(both.Right) is { } right
                    ? ($"({left.Sql} OR {right.Sql})", left.IsExact && right.IsExact)
                    : null;
            case Expression.Binary binary when binary.Operator.IsComparison:
                return Comparison(binary) is { } comparison ? (comparison, true) : null;
            default:
                // A field that is true or false stands for itself.
                return Operand(expression) is { Kind: QueryValueKind.Boolean } operand ? ($"coalesce({operand.Sql}, false)", true) : null;
        }
    }

    private (string Sql, bool IsExact)? And(Expression.Binary both)
    {
        var before = _parameters.Count;
        var left = Condition(both.Left);
        if (left is null)
        {
            _parameters.RemoveRange(before, _parameters.Count - before);
        }

        before = _parameters.Count;
        var right = Condition(both.Right);
        if (right is null)
        {
            _parameters.RemoveRange(before, _parameters.Count - before);
        }

        return (left, right) switch
        {
            (null, null) => null,
            (null, { } one) => (one.Sql, false),
            ({ } one, null) => (one.Sql, false),
            ({ } one, { } other) => ($"({one.Sql} AND {other.Sql})", one.IsExact && other.IsExact),
        };
    }

    private string? Comparison(Expression.Binary binary)
    {
        var before = _parameters.Count;
        var sql = Operand(binary.Left) is { } left && Operand(binary.Right) is { } right ? Comparison(binary.Operator, left, right) : null;
        if (sql is null or "false")
        {
            // DuckDB wants no values that the query does not have.
            _parameters.RemoveRange(before, _parameters.Count - before);
        }

        return sql;
    }

    private FieldOperand? Operand(Expression expression)
    {
        switch (expression)
        {
            case Expression.Group group:
                return Operand(group.Inner);
            case Expression.IntegerValue { Value: var value }:
                return new(string.Create(CultureInfo.InvariantCulture, $"CAST({value} AS BIGINT)"), QueryValueKind.Integer);
            case Expression.NumberValue { Value: var value }:
                return new(Parameter(value), QueryValueKind.Float);
            case Expression.BooleanValue { Value: var value }:
                return new(value ? "true" : "false", QueryValueKind.Boolean);
            case Expression.StringValue { Value: var value } when WholeText.Is(value):
                return new(Parameter(value), QueryValueKind.String);
            case Expression.Reference name when !ConditionParts.IsTag(name, _measurement):
                return Field(name);
            default:
                return null;
        }
    }

    private FieldOperand? Field(Expression.Reference name)
    {
        if (_measurement.Field(name.Name) is not { } column)
        {
            return FieldOperand.Null;
        }

        var kind = StoredMeasurement.KindOf(column.Type);
        var sql = column.JoinedName;
        return (KindOf(name.Cast) ?? kind, kind) switch
        {
            var (wanted, _) when wanted == kind => new(sql, kind),
            (QueryValueKind.Float, QueryValueKind.Integer) => new($"CAST({sql} AS DOUBLE)", QueryValueKind.Float),

            // The way Go makes whole numbers of others is none of SQL's.
            (QueryValueKind.Integer or QueryValueKind.Unsigned or QueryValueKind.Float, QueryValueKind.Float or QueryValueKind.Integer) => null,
            _ => FieldOperand.Null,
        };
    }

    private string Parameter(object value)
    {
        _parameters.Add(value);
        var number = _parameters.Count.ToString(CultureInfo.InvariantCulture);
        return value is string ? $"${number}" : $"CAST(${number} AS DOUBLE)";
    }

    /// <summary>A comparison; one with what a point does not have is NULL or false, which come to the same where nothing is negated.</summary>
    private static string? Comparison(BinaryOperator comparison, FieldOperand left, FieldOperand right)
    {
        var symbol = SymbolOf(comparison);
        if (symbol is null)
        {
            return null;
        }

        if (left.IsNumber && right.IsNumber)
        {
            return left.Kind == right.Kind ? $"{left.Sql} {symbol} {right.Sql}" : $"CAST({left.Sql} AS DOUBLE) {symbol} CAST({right.Sql} AS DOUBLE)";
        }

        // Nothing is equal to what a point does not have, nor different from it.
        return left.Kind != right.Kind || left.Kind == QueryValueKind.Null ? "false"
            : comparison is BinaryOperator.Equal or BinaryOperator.NotEqual ? $"{left.Sql} {symbol} {right.Sql}"
            : null;
    }

    private static string? SymbolOf(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        _ => null,
    };

    /// <summary>The type a name is said to have, or null where it has the type it is stored with.</summary>
    public static QueryValueKind? KindOf(ReferenceCast cast) => cast switch
    {
        ReferenceCast.Float => QueryValueKind.Float,
        ReferenceCast.Integer => QueryValueKind.Integer,
        ReferenceCast.Unsigned => QueryValueKind.Unsigned,
        ReferenceCast.String => QueryValueKind.String,
        ReferenceCast.Boolean => QueryValueKind.Boolean,
        _ => null,
    };
}
