using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// Translates a condition on tags to one on a measurement's series table. A series without a tag has it as an empty text. Texts of the statement become
/// parameters, names those of columns.
/// </summary>
internal sealed class SeriesFilter
{
    private readonly MeasurementTable _table;
    private readonly FieldComparison _fields;
    private readonly NamedMeasurement? _measurement;
    private readonly List<object?> _values = [];

    private SeriesFilter(MeasurementTable table, FieldComparison fields, NamedMeasurement? measurement) => (_table, _fields, _measurement) = (table, fields, measurement);

    /// <summary>The condition as SQL.</summary>
    /// <param name="table">The measurement.</param>
    /// <param name="condition">The condition, nothing of it about time; null for none.</param>
    /// <param name="fields">What comparisons with fields mean.</param>
    /// <param name="measurement">All tables of the measurement: what is a tag in one is none's field.</param>
    /// <exception cref="QueryFailedException">It is none, or refused.</exception>
    public static SeriesCondition Of(MeasurementTable table, Expression? condition, FieldComparison fields, NamedMeasurement? measurement = null)
    {
        var filter = new SeriesFilter(table, fields, measurement);
        var sql = condition is null ? "true" : filter.Sql(condition);
        return new SeriesCondition(sql, [.. filter._values]);
    }

    /// <summary>Refuses a condition that compares otherwise than for equality, as SHOW statements do wherever it stands.</summary>
    /// <exception cref="QueryFailedException">It does.</exception>
    public static void RequireEqualities(Expression? condition)
    {
        if (condition is not null && condition.Walk().OfType<Expression.Binary>().Any(binary => binary.Operator is not (
            BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Matches or BinaryOperator.MatchesNot)))
        {
            throw new QueryFailedException("invalid tag comparison operator");
        }
    }

    private string Sql(Expression condition) => condition switch
    {
        Expression.Group group => Sql(group.Inner),
        Expression.BooleanValue boolean => Truth(boolean.Value),
        Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } binary =>
            $"({Sql(binary.Left)} {(binary.Operator == BinaryOperator.And ? "AND" : "OR")} {Sql(binary.Right)})",
        Expression.Binary binary when binary.Operator.IsComparison => Comparison(binary),
        _ => throw new QueryFailedException($"invalid condition expression: {condition}"),
    };

    private string Comparison(Expression.Binary binary)
    {
        var (left, right) = (Plain(binary.Left), Plain(binary.Right));
        if (left is not Expression.Reference && right is Expression.Reference)
        {
            (left, right) = (right, left);
        }

        if (left is not Expression.Reference reference)
        {
            // Two constants.
            return left.GetType() == right.GetType() && binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual
                ? Truth(left == right == (binary.Operator == BinaryOperator.Equal))
                : throw new QueryFailedException($"invalid condition expression: {binary}");
        }

        if (IsField(reference) || right is not (Expression.StringValue or Expression.RegexValue or Expression.Reference)
            || (right is Expression.Reference other && IsField(other)))
        {
            return OfField();
        }

        var text = Text(reference);
        return (binary.Operator, right) switch
        {
            (BinaryOperator.Equal or BinaryOperator.NotEqual, Expression.StringValue value) => $"{text} {Equality(binary.Operator)} {Parameter(value.Value)}",
            (BinaryOperator.Equal or BinaryOperator.NotEqual, Expression.Reference tag) => $"{text} {Equality(binary.Operator)} {Text(tag)}",
            (BinaryOperator.Matches, Expression.RegexValue regex) => Match(text, regex.Pattern),
            (BinaryOperator.MatchesNot, Expression.RegexValue regex) => $"NOT {Match(text, regex.Pattern)}",
            _ => throw new QueryFailedException("invalid tag comparison operator"),
        };
    }

    private string OfField() => _fields switch
    {
        FieldComparison.AllSeries => "true",
        FieldComparison.NoSeries => "false",
        _ => throw new QueryFailedException("fields not supported in WHERE clause during deletion"),
    };

    // Where series are shown, a name is that of a tag, even if it is that of a field as well.
    private bool IsField(Expression.Reference reference) =>
        reference.Cast is not (ReferenceCast.None or ReferenceCast.Tag)
        || (_fields != FieldComparison.AllSeries && reference.Cast == ReferenceCast.None && _table.Field(reference.Name) is not null && !IsTag(reference.Name));

    private bool IsTag(string name) => _measurement?.Tables.Any(table => table.Tag(name) is not null) ?? (_table.Tag(name) is not null);

    private string Text(Expression.Reference reference) =>
        reference.Name == "_name" ? Parameter(_table.Name)
        : _table.Tag(reference.Name) is { } tag ? $"coalesce({tag.SqlName}, '')"
        : "''";

    private string Match(string text, string pattern) => QueryPattern.Of(pattern).ExactTexts is { } texts
        ? $"{text} IN ({string.Join(", ", texts.Select(Parameter))})"
        : $"regexp_matches({text}, {Parameter(pattern)})";

    private string Parameter(string value)
    {
        _values.Add(value);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    private static string Equality(BinaryOperator comparison) => comparison == BinaryOperator.Equal ? "=" : "<>";

    private static string Truth(bool value) => value ? "true" : "false";

    private static Expression Plain(Expression expression) => expression is Expression.Group group ? Plain(group.Inner) : expression;
}
