using System.Globalization;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The query that reads the points of a <see cref="ScanRequest"/>, and where in its rows what is.</summary>
internal sealed class ScanSql
{
    private readonly StoredMeasurement _measurement;
    private readonly ScanRequest _request;
    private readonly SeriesPlan _plan;
    private readonly List<object> _parameters = [];
    private readonly List<StoreColumn> _fields = [];

    private ScanSql(ScanRequest request, StoredMeasurement measurement, SeriesPlan plan)
    {
        (_request, _measurement, _plan) = (request, measurement, plan);
        Map = SeriesMapSql.Of(plan);
    }

    /// <summary>The query: its columns are time, group, series, fields.</summary>
    public SqlQuery Query { get; private set; } = new("", []);

    public SeriesMapSql Map { get; }

    /// <summary>The fields among the columns of the query, from the fourth on.</summary>
    public List<StoreColumn> Fields => _fields;

    /// <summary>Whether points must be looked at again, since SQL lets too many through.</summary>
    public bool IsTooWide { get; private set; }

    /// <summary>Translates a request; null where no point can be wanted.</summary>
    public static ScanSql? Of(ScanRequest request, StoredMeasurement measurement, SeriesPlan plan)
    {
        var scan = new ScanSql(request, measurement, plan);
        return scan.Translate() ? scan : null;
    }

    /// <summary>The column of the table a requested column takes its values from, or null where it has none.</summary>
    public static StoreColumn? FieldOf(ScanColumn column, StoredMeasurement measurement) =>
        column.IsTag || measurement.Field(column.Name) is not { } field || !FieldCast.IsPossible(StoredMeasurement.KindOf(field.Type), column.Type) ? null : field;

    private bool Translate()
    {
        var wanted = _request.Columns.Select(column => FieldOf(column, _measurement)).OfType<StoreColumn>().Distinct().ToList();
        if (wanted.Count == 0 || _plan.Wanted.Count == 0)
        {
            return false;
        }

        _fields.AddRange(wanted);
        var points = PointsSql.Of(_request, _measurement, _plan, Map, _parameters);
        IsTooWide = !points.IsExact;
        if (IsTooWide)
        {
            // Those who look again need what the condition asks for.
            _fields.AddRange(ConditionParts.FieldsOf(_request.Where!, _measurement).Except(wanted));
        }

        var any = string.Join(" OR ", wanted.Select(field => $"{field.JoinedName} IS NOT NULL"));
        var columns = string.Concat(_fields.Select(field => $", {field.JoinedName}"));
        var direction = _request.IsDescending ? " DESC" : "";
        var order = $"{(Map.Group is null ? "" : $"2{direction}, ")}1{direction}, 3{direction}";
        var text = $"SELECT p.time, {Map.Group ?? "0"}, p.series{columns} FROM {points.From} WHERE {points.Where} AND ({any})";
        var limit = _request.LimitOfEachGroup.ToString(CultureInfo.InvariantCulture);
        if (_request.LimitOfEachGroup > 0 && !IsTooWide && Map.Group is not null)
        {
            text += $" QUALIFY row_number() OVER (PARTITION BY {Map.Group} ORDER BY p.time{direction}, p.series{direction}) <= {limit}";
        }

        text += $" ORDER BY {order}";
        if (_request.LimitOfEachGroup > 0 && !IsTooWide && Map.Group is null)
        {
            text += $" LIMIT {limit}";
        }

        Query = new(text, _parameters);
        return true;
    }
}
