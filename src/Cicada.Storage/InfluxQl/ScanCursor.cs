using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The points of a scan.</summary>
internal sealed class ScanCursor : IPointCursor
{
    private const int FirstField = 3;

    private readonly Func<PointChunk?> _next;
    private readonly Action _end;
    private readonly SeriesPlan _plan;
    private readonly (string?[]? Tags, int Field, QueryValueKind Stored, QueryValueKind Wanted)[] _columns;
    private readonly ScanSql _scan;
    private readonly StoredMeasurement _measurement;
    private readonly RowCondition? _condition;
    private readonly (string?[]? Tags, int Field, QueryValueKind Stored, QueryValueKind Wanted)[] _conditionColumns = [];
    private readonly QueryValue[] _conditionValues = [];
    private readonly long _limit;
    private int[]? _rowsById;
    private PointChunk? _chunk;
    private long[] _times = [];
    private int[] _groups = [];
    private int[] _series = [];
    private int _row = -1;
    private int _storedGroup = -1;
    private long _inGroup;

    /// <param name="request">What was asked for.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="plan">Its series.</param>
    /// <param name="scan">How it was asked.</param>
    /// <param name="next">Gives the next rows.</param>
    /// <param name="end">Called when no more are wanted.</param>
    public ScanCursor(ScanRequest request, StoredMeasurement measurement, SeriesPlan plan, ScanSql scan, Func<PointChunk?> next, Action end)
    {
        (_plan, _scan, _measurement, _next, _end) = (plan, scan, measurement, next, end);
        _limit = request.LimitOfEachGroup > 0 ? request.LimitOfEachGroup : long.MaxValue;
        _columns = [.. request.Columns.Select(ColumnOf)];
        if (scan.IsTooWide)
        {
            var names = request.Where!.Walk().OfType<Expression.Reference>().Distinct().ToList();
            _condition = ExpressionValue.CompileCondition(request.Where, name => name is Expression.Reference reference ? names.IndexOf(reference) : -1);
            _conditionColumns = [.. names.Select(ColumnOf)];
            _conditionValues = new QueryValue[names.Count];
        }
    }

    public int Group { get; private set; } = -1;

    public IReadOnlyList<string> GroupTags { get; private set; } = [];

    public long Time => _times[_row];

    public QueryValue this[int column] => ValueOf(in _columns[column]);

    public bool Read()
    {
        while (Advance())
        {
            if (_groups[_row] != _storedGroup)
            {
                _storedGroup = _groups[_row];
                _inGroup = 0;
            }

            if (_inGroup < _limit && (_condition is null || IsFulfilled(_condition)))
            {
                // Groups of which no point is wanted have no number.
                if (_inGroup++ == 0)
                {
                    Group++;
                    GroupTags = _plan.GroupTags[_storedGroup];
                }

                return true;
            }
        }

        return false;
    }

    public void Dispose() => _end();

    private bool Advance()
    {
        while (_chunk is null || ++_row >= _chunk.Rows)
        {
            if (_next() is not { } chunk)
            {
                (_chunk, _row) = (null, -1);
                return false;
            }

            (_chunk, _row) = (chunk, -1);
            (_times, _groups, _series) = (chunk.Column<long>(0), chunk.Column<int>(1), chunk.Column<int>(2));
        }

        return true;
    }

    private (string?[]? Tags, int Field, QueryValueKind Stored, QueryValueKind Wanted) ColumnOf(ScanColumn column)
    {
        if (column.IsTag)
        {
            return (_plan.Rows.Tags.GetValueOrDefault(column.Name), -1, default, default);
        }

        return ScanSql.FieldOf(column, _measurement) is { } field
            ? (null, PlaceOf(field), StoredMeasurement.KindOf(field.Type), column.Type)
            : (null, -1, default, default);
    }

    private (string?[]? Tags, int Field, QueryValueKind Stored, QueryValueKind Wanted) ColumnOf(Expression.Reference name) => ColumnOf(
        new ScanColumn(name.Name, ConditionParts.IsTag(name, _measurement), FieldConditionSql.KindOf(name.Cast) ?? QueryValueKind.Null));

    private int PlaceOf(StoreColumn field) => FirstField + _scan.Fields.ToList().IndexOf(field);

    private QueryValue ValueOf(in (string?[]? Tags, int Field, QueryValueKind Stored, QueryValueKind Wanted) column) =>
        column.Field >= 0 ? FieldAt(column.Field, column.Stored, column.Wanted)
        : column.Tags?[SeriesRow()] is { } tag ? QueryValue.OfString(tag)
        : QueryValue.Null;

    private QueryValue FieldAt(int place, QueryValueKind stored, QueryValueKind wanted) => _chunk!.IsNull(place, _row)
        ? QueryValue.Null
        : stored switch
        {
            QueryValueKind.Float => FieldCast.Of(_chunk.Column<double>(place)[_row], wanted),
            QueryValueKind.Integer => FieldCast.Of(_chunk.Column<long>(place)[_row], wanted),
            QueryValueKind.Boolean => QueryValue.OfBoolean(_chunk.Column<byte>(place)[_row] != 0),
            _ => QueryValue.OfString(_chunk.Column<string>(place)[_row]),
        };

    private bool IsFulfilled(RowCondition condition)
    {
        for (var i = 0; i < _conditionValues.Length; i++)
        {
            _conditionValues[i] = ValueOf(in _conditionColumns[i]);
        }

        return condition(_conditionValues);
    }

    private int SeriesRow()
    {
        if (_rowsById is null)
        {
            var ids = _plan.Rows.Ids;
            _rowsById = new int[ids.Length == 0 ? 0 : ids.Max() + 1];
            for (var i = 0; i < ids.Length; i++)
            {
                _rowsById[ids[i]] = i;
            }
        }

        return _rowsById[_series[_row]];
    }
}
