using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>The query that reads series, and what it reads of them.</summary>
/// <param name="Query">The query; its columns are the number and the tags.</param>
/// <param name="Tags">The tags.</param>
/// <param name="IsComplete">Whether it reads all series.</param>
internal sealed record SeriesSql(SqlQuery Query, IReadOnlyList<string> Tags, bool IsComplete)
{
    public static SeriesSql Of(StoredMeasurement measurement, Expression? where, IEnumerable<string> tags)
    {
        var wanted = tags.Concat(where is null ? [] : ConditionParts.TagsOf(where, measurement))
            .Distinct(StringComparer.Ordinal).Where(tag => measurement.Tag(tag) is not null).ToArray();
        var parameters = new List<object>();
        var conditions = where is null ? [] : Conditions(where, measurement, parameters).ToArray();
        var columns = string.Concat(wanted.Select(tag => $", {measurement.Tag(tag)!.SqlName}"));
        var text = $"SELECT id{columns} FROM data.{measurement.SeriesTable}"
            + (conditions.Length == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}") + " ORDER BY id";
        return new(new(text, parameters), wanted, conditions.Length == 0);
    }

    // Where a tag must have a value, only the series that do are read: there may be a million others.
    private static IEnumerable<string> Conditions(Expression where, StoredMeasurement measurement, List<object> parameters) => where switch
    {
        Expression.Group group => Conditions(group.Inner, measurement, parameters),
        Expression.Binary { Operator: BinaryOperator.And } both =>
            Conditions(both.Left, measurement, parameters).Concat(Conditions(both.Right, measurement, parameters)),
        Expression.Binary { Operator: BinaryOperator.Equal, Left: Expression.Reference name, Right: Expression.StringValue { Value: { Length: > 0 } value } }
            when ConditionParts.IsTag(name, measurement) && measurement.Tag(name.Name) is { } column && WholeText.Is(value) => [Equal(column, value, parameters)],
        _ => [],
    };

    private static string Equal(StoreColumn column, string value, List<object> parameters)
    {
        parameters.Add(value);
        return $"{column.SqlName} = ${parameters.Count}";
    }
}
