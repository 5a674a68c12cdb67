using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Those rows of an inner query that fulfil the outer one's condition. A name that is no column is a tag.</summary>
internal sealed class FilteredRows : RowStream
{
    private readonly RowStream _rows;
    private readonly RowCondition _condition;
    private readonly List<RowPart> _parts = [];
    private readonly QueryValue[] _row;
    private readonly QueryValue[] _values;

    private FilteredRows(RowStream rows, Expression condition)
    {
        _rows = rows;
        _row = new QueryValue[rows.Columns.Count];
        _condition = ExpressionValue.CompileCondition(condition, name =>
        {
            _parts.Add(name is Expression.Reference reference ? RowPart.OfCondition(rows, reference) : RowPart.None);
            return _parts.Count - 1;
        }, isOfAnswer: true);
        _values = new QueryValue[_parts.Count];
    }

    public static RowStream Of(RowStream rows, Expression? condition) => condition is null ? rows : new FilteredRows(rows, condition);

    public override IReadOnlyList<string> Columns => _rows.Columns;

    public override StreamSeries Series => _rows.Series;

    public override long Time => _rows.Time;

    public override bool Read()
    {
        while (_rows.Read())
        {
            _rows.CopyTo(_row);
            for (var i = 0; i < _values.Length; i++)
            {
                _values[i] = _parts[i].Of(_row, _rows.Series);
            }

            if (_condition(_values))
            {
                return true;
            }
        }

        return false;
    }

    public override void CopyTo(Span<QueryValue> values) => _row.CopyTo(values);

    public override void Dispose() => _rows.Dispose();
}
