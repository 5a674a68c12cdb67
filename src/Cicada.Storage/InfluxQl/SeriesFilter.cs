using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// Says which series of a measurement fulfil a condition on their tags. A series without a tag has it as an empty text. It is decided here and not by DuckDB,
/// which has another language of patterns and ends texts it is given at a NUL: what is deleted must be what SELECT shows.
/// </summary>
internal sealed class SeriesFilter
{
    private readonly MeasurementTable _table;
    private readonly FieldComparison _fields;
    private readonly NamedMeasurement? _measurement;
    private readonly List<StoreColumn> _tags = [];
    private readonly SeriesCondition _narrowing;
    private readonly Func<string[], bool> _isFulfilled;

    private SeriesFilter(MeasurementTable table, Expression? condition, FieldComparison fields, NamedMeasurement? measurement)
    {
        (_table, _fields, _measurement, IsOfAll) = (table, fields, measurement, condition is null);
        _isFulfilled = condition is null ? _ => true : Condition(condition);
        var values = new List<object>();
        var narrowings = condition is null ? [] : SeriesNarrowing.Of(condition, name => name.Name == "_name" || IsField(name) ? null : _table.Tag(name.Name), values).ToArray();
        _narrowing = new(narrowings.Length == 0 ? "true" : string.Join(" AND ", narrowings), [.. values]);
    }

    /// <summary>Whether there is no condition.</summary>
    public bool IsOfAll { get; }

    /// <summary>Takes a condition.</summary>
    /// <param name="table">The measurement.</param>
    /// <param name="condition">The condition, nothing of it about time; null for none.</param>
    /// <param name="fields">What comparisons with fields mean.</param>
    /// <param name="measurement">All tables of the measurement: what is a tag in one is none's field.</param>
    /// <exception cref="QueryFailedException">It is none, or refused.</exception>
    public static SeriesFilter Of(MeasurementTable table, Expression? condition, FieldComparison fields, NamedMeasurement? measurement = null) =>
        new(table, condition, fields, measurement);

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

    /// <summary>Reads the series that fulfil the condition.</summary>
    /// <param name="file">The open store.</param>
    /// <param name="columns">What is read of each, in SQL; the rows begin with that.</param>
    /// <param name="and">What else is asked, in SQL and without parameters.</param>
    public IEnumerable<object?[]> Read(StoreFile file, string columns, string and = "true")
    {
        var asked = string.Concat(_tags.Select(tag => $", coalesce({tag.SqlName}, '')"));
        var tags = new string[_tags.Count];
        foreach (var row in file.Query($"SELECT {columns}{asked} FROM data.{_table.SeriesTable} WHERE {_narrowing.Sql} AND {and}", _narrowing.Values))
        {
            for (var i = 0; i < tags.Length; i++)
            {
                tags[i] = (string)row[row.Length - tags.Length + i]!;
            }

            if (_isFulfilled(tags))
            {
                yield return row;
            }
        }
    }

    private Func<string[], bool> Condition(Expression condition)
    {
        switch (condition)
        {
            case Expression.Group group:
                return Condition(group.Inner);
            case Expression.BooleanValue boolean:
                return _ => boolean.Value;
            case Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } binary:
                var (left, right) = (Condition(binary.Left), Condition(binary.Right));
                return binary.Operator == BinaryOperator.And ? tags => left(tags) && right(tags) : tags => left(tags) || right(tags);
            case Expression.Binary binary when binary.Operator.IsComparison:
                return Comparison(binary);
            default:
                throw new QueryFailedException($"invalid condition expression: {condition}");
        }
    }

    private Func<string[], bool> Comparison(Expression.Binary binary)
    {
        var (left, right) = (Plain(binary.Left), Plain(binary.Right));
        if (left is not Expression.Reference && right is Expression.Reference)
        {
            (left, right) = (right, left);
        }

        if (left is not Expression.Reference reference)
        {
            // Two constants.
            if (left.GetType() != right.GetType() || binary.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual))
            {
                throw new QueryFailedException($"invalid condition expression: {binary}");
            }

            var isTrue = left == right == (binary.Operator == BinaryOperator.Equal);
            return _ => isTrue;
        }

        if (IsField(reference) || right is not (Expression.StringValue or Expression.RegexValue or Expression.Reference)
            || (right is Expression.Reference other && IsField(other)))
        {
            return OfField();
        }

        var text = Text(reference);
        switch (binary.Operator, right)
        {
            case (BinaryOperator.Equal or BinaryOperator.NotEqual, Expression.StringValue value):
                var isEqual = binary.Operator == BinaryOperator.Equal;
                return tags => text(tags) == value.Value == isEqual;
            case (BinaryOperator.Equal or BinaryOperator.NotEqual, Expression.Reference tag):
                var (isSame, second) = (binary.Operator == BinaryOperator.Equal, Text(tag));
                return tags => text(tags) == second(tags) == isSame;
            case (BinaryOperator.Matches or BinaryOperator.MatchesNot, Expression.RegexValue regex):
                var (isMatch, matches) = (binary.Operator == BinaryOperator.Matches, Match(regex.Pattern));
                return tags => matches(text(tags)) == isMatch;
            default:
                throw new QueryFailedException("invalid tag comparison operator");
        }
    }

    private Func<string[], bool> OfField() => _fields switch
    {
        FieldComparison.AllSeries => _ => true,
        FieldComparison.NoSeries => _ => false,
        _ => throw new QueryFailedException("fields not supported in WHERE clause during deletion"),
    };

    // Where series are shown, a name is that of a tag, even if it is that of a field as well.
    private bool IsField(Expression.Reference reference) =>
        reference.Cast is not (ReferenceCast.None or ReferenceCast.Tag)
        || (_fields != FieldComparison.AllSeries && reference.Cast == ReferenceCast.None && _table.Field(reference.Name) is not null && !IsTag(reference.Name));

    private bool IsTag(string name) => _measurement?.Tables.Any(table => table.Tag(name) is not null) ?? (_table.Tag(name) is not null);

    private Func<string[], string> Text(Expression.Reference reference)
    {
        if (reference.Name == "_name")
        {
            return _ => _table.Name;
        }

        if (_table.Tag(reference.Name) is not { } tag)
        {
            return _ => "";
        }

        var place = _tags.IndexOf(tag);
        if (place < 0)
        {
            place = _tags.Count;
            _tags.Add(tag);
        }

        return tags => tags[place];
    }

    private static Func<string, bool> Match(string pattern)
    {
        var read = QueryPattern.Of(pattern);
        return read.ExactTexts is { } texts ? text => texts.Contains(text) : read.IsMatch;
    }

    private static Expression Plain(Expression expression) => expression is Expression.Group group ? Plain(group.Inner) : expression;
}
