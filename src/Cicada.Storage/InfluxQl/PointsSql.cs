using System.Globalization;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Which points a request means: what stands behind FROM and WHERE. Points are called <c>p</c>.</summary>
/// <param name="From">The tables.</param>
/// <param name="Where">The condition.</param>
/// <param name="IsExact">Whether exactly the points fulfil it that are meant; more may, otherwise.</param>
internal sealed record PointsSql(string From, string Where, bool IsExact)
{
    public static PointsSql Of(ScanRequest request, StoredMeasurement measurement, SeriesPlan plan, SeriesMapSql map, List<object> parameters)
    {
        var conditions = new List<string>();
        if (request.MinTime > long.MinValue || request.MaxTime < long.MaxValue)
        {
            conditions.Add(string.Create(
                CultureInfo.InvariantCulture, $"p.time BETWEEN CAST({request.MinTime} AS BIGINT) AND CAST({request.MaxTime} AS BIGINT)"));
        }

        if (map.Wanted is { } wanted)
        {
            conditions.Add(wanted);
        }

        var isExact = true;
        var rests = new List<string>();
        for (var i = 0; i < plan.Rests.Count; i++)
        {
            var (sql, isExactRest) = plan.Rests[i] is { } rest ? FieldConditionSql.Of(rest, measurement, parameters) : ("true", true);
            isExact &= isExactRest;
            rests.Add(map.Condition is null ? sql : string.Create(CultureInfo.InvariantCulture, $"({map.Condition} = {i} AND {sql})"));
        }

        if (rests is not (["true"] or []))
        {
            conditions.Add($"({string.Join(" OR ", rests)})");
        }

        return new($"data.{measurement.PointsTable} p{map.Join}", conditions.Count == 0 ? "true" : string.Join(" AND ", conditions), isExact);
    }
}
