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
        var conditions = where is null ? []
            : SeriesNarrowing.Of(where, name => ConditionParts.IsTag(name, measurement) ? measurement.Tag(name.Name) : null, parameters).ToArray();
        var columns = string.Concat(wanted.Select(tag => $", {measurement.Tag(tag)!.SqlName}"));
        var text = $"SELECT id{columns} FROM data.{measurement.SeriesTable}"
            + (conditions.Length == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}") + " ORDER BY id";
        return new(new(text, parameters), wanted, conditions.Length == 0);
    }
}
