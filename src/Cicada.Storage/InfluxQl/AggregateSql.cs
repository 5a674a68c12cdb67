using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// The query that reads what an <see cref="AggregateRequest"/> is about. DuckDB finds the points and decodes them, unsorted; what becomes of their values is not SQL's
/// business, since InfluxDB's answers are not SQL's: whole numbers wrap round, the first of several at one time is the greatest, percentiles are those of the nearest rank.
/// </summary>
internal sealed class AggregateSql
{
    private AggregateSql(SqlQuery query, SeriesMapSql map, List<StoreColumn> fields) => (Query, Map, Fields) = (query, map, fields);

    /// <summary>The query: its columns are time, series, fields; without the series where nothing hangs on it.</summary>
    public SqlQuery Query { get; }

    public SeriesMapSql Map { get; }

    /// <summary>The fields among the columns of the query.</summary>
    public List<StoreColumn> Fields { get; }

    /// <summary>Whether rows tell their series.</summary>
    public bool HasSeries { get; private init; }

    /// <summary>Whether points must be looked at again, since SQL lets too many through.</summary>
    public bool IsTooWide { get; private init; }

    /// <summary>Where the first field is among the columns.</summary>
    public int FirstField => HasSeries ? 2 : 1;

    /// <summary>Translates a request; null where no point can be wanted.</summary>
    public static AggregateSql? Of(AggregateRequest request, StoredMeasurement measurement, SeriesPlan plan)
    {
        var fields = request.Calls.Select(call => ScanSql.FieldOf(request.Columns[call.Column], measurement)).OfType<StoreColumn>().Distinct().ToList();
        if (fields.Count == 0 || plan.Wanted.Count == 0)
        {
            return null;
        }

        var map = SeriesMapSql.Of(plan, hasGroups: false);
        var parameters = new List<object>();
        var points = PointsSql.Of(request, measurement, plan, map, parameters);
        var any = fields.Count == 1 && measurement.Schema.Fields.Count > 1 ? $" AND {fields[0].JoinedName} IS NOT NULL" : "";
        if (!points.IsExact)
        {
            fields.AddRange(ConditionParts.FieldsOf(request.Where!, measurement).Except(fields).ToList());
        }

        var hasSeries = !plan.IsOfAll || plan.GroupTags.Count > 1 || !points.IsExact;
        var columns = string.Concat(fields.Select(field => $", {field.JoinedName}"));
        return new(new($"SELECT p.time{(hasSeries ? ", p.series" : "")}{columns} FROM {points.From} WHERE {points.Where}{any}", parameters), map, fields)
        {
            HasSeries = hasSeries,
            IsTooWide = !points.IsExact,
        };
    }
}
