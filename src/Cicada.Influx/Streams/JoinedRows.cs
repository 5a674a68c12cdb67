using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Puts the values of several streams that have the same series and time into one row, and computes the columns from them.</summary>
internal sealed class JoinedRows : RowStream
{
    private readonly List<JoinedInput> _inputs;
    private readonly RowValue[] _columns;
    private readonly int[] _direct;
    private readonly QueryFill _fill;
    private readonly bool _isDescending;
    private readonly QueryValue[] _values;
    private readonly SelectRun _run;
    private StreamSeries? _series;
    private long _time;

    /// <param name="scope">The fill clause and the direction.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="inputs">The streams.</param>
    /// <param name="columns">The columns, computed from the values of the streams.</param>
    /// <param name="direct">Of each column, the place of the value that it simply is; less than 0 for one that is computed.</param>
    /// <param name="size">How many values the streams have together.</param>
    public JoinedRows(SelectScope scope, IReadOnlyList<string> names, List<JoinedInput> inputs, RowValue[] columns, int[] direct, int size)
    {
        (Columns, _inputs, _columns, _direct) = (names, inputs, columns, direct);
        (_fill, _isDescending, _run, _values) = (scope.Fill, scope.IsDescending, scope.Run, new QueryValue[size]);
    }

    public override IReadOnlyList<string> Columns { get; }

    public override StreamSeries Series => _series!;

    public override long Time => _time;

    public override bool Read()
    {
        _run.Step();
        JoinedInput? first = null;
        foreach (var input in _inputs)
        {
            if (input.HasNext && (first is null || IsBefore(input.Next, first.Next)))
            {
                first = input;
            }
        }

        if (first is null)
        {
            return false;
        }

        var series = first.Next.Series;
        _time = first.Next.Time;
        if (_series is null || !_series.IsSame(series))
        {
            // What stays from row to row does not stay from series to series.
            Array.Clear(_values);
        }

        _series = series;
        foreach (var input in _inputs)
        {
            if (input.HasNext && input.Next.Time == _time && (ReferenceEquals(input, first) || input.Next.Series.IsSame(series)))
            {
                Take(input);
            }
            else
            {
                Miss(input);
            }
        }

        return true;
    }

    public override void CopyTo(Span<QueryValue> values)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            values[i] = _direct[i] >= 0 ? _values[_direct[i]] : _columns[i](_values);
        }
    }

    public override void Dispose() => _inputs.ForEach(input => input.Dispose());

    private bool IsBefore(in StreamPoint left, in StreamPoint right)
    {
        // By all tags before the time, though streams within an outer query have it the other way round: so does InfluxDB, and where one of the streams lacks
        // a point, rows of inner queries come in an order of their own.
        var order = left.Series.CompareTo(right.Series);
        order = order != 0 ? order : left.Time.CompareTo(right.Time);
        return _isDescending ? order > 0 : order < 0;
    }

    private void Take(JoinedInput input)
    {
        ref readonly var point = ref input.Next;
        if (input.Place >= 0)
        {
            Put(input.Place, point.Value, input.Kind);
        }

        if (point.Others is { } others)
        {
            for (var i = 0; i < others.Length; i++)
            {
                Put(input.OtherPlaces[i], others[i], input.OtherKinds[i]);
            }
        }

        input.Take();
    }

    private void Miss(JoinedInput input)
    {
        if (input.Place >= 0)
        {
            Put(input.Place, QueryValue.Null, input.Kind);
        }

        for (var i = 0; i < input.OtherPlaces.Length; i++)
        {
            Put(input.OtherPlaces[i], QueryValue.Null, input.OtherKinds[i]);
        }
    }

    private void Put(int place, in QueryValue value, QueryValueKind kind)
    {
        if (!value.IsNull)
        {
            _values[place] = value;
        }
        else if (_fill.Kind != FillKind.Previous)
        {
            _values[place] = _fill.Kind == FillKind.Number ? FillValue.OfMissing(_fill.Number, kind) : QueryValue.Null;
        }
    }
}
