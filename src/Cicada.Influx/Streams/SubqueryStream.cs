using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>The rows of an inner query as the points of an outer one.</summary>
internal sealed class SubqueryStream : PointStream
{
    private readonly RowStream _rows;
    private readonly SeriesProjection _projection;
    private readonly RowPart? _value;
    private readonly RowPart[] _others;
    private readonly QueryValue[] _row;
    private readonly QueryValue[]? _otherValues;

    private SubqueryStream(SelectScope scope, RowStream rows, RowPart? value, RowPart[] others)
    {
        (_rows, _value, _others) = (rows, value, others);
        _projection = new SeriesProjection(scope.GroupBy, scope.Order);
        _row = new QueryValue[rows.Columns.Count];
        _otherValues = others.Length > 0 ? new QueryValue[others.Length] : null;
    }

    /// <summary>Opens an inner query.</summary>
    /// <param name="scope">The outer query.</param>
    /// <param name="inner">The inner query.</param>
    /// <param name="value">The column whose values the stream has; or null where only the others matter.</param>
    public static PointStream Open(SelectScope scope, PreparedSelect inner, Expression.Reference? value)
    {
        var rows = SelectRows.Open(inner, scope.Within(inner));
        var part = value is null ? null : RowPart.Of(inner, rows, value);
        if (part is not null && (part == RowPart.None || (part.Tag is null && part.Kind == QueryValueKind.Null)))
        {
            rows.Dispose();
            return new EmptyStream();
        }

        RowPart[] others = [.. scope.Others.Select(other => RowPart.Of(inner, rows, other))];
        return new SubqueryStream(scope, FilteredRows.Of(rows, scope.Where), part, others);
    }

    public override bool Read()
    {
        if (!_rows.Read())
        {
            return false;
        }

        _rows.CopyTo(_row);
        var series = _rows.Series;
        _current.Series = _projection.Of(series);
        _current.Time = _rows.Time;
        if (_value is not null)
        {
            _current.Value = _value.StrictlyOf(_row, series);
        }

        if (_otherValues is not null)
        {
            for (var i = 0; i < _others.Length; i++)
            {
                _otherValues[i] = _others[i].Of(_row, series);
            }

            _current.Others = _otherValues;
        }

        return true;
    }

    public override void Dispose() => _rows.Dispose();
}
