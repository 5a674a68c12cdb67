using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The calls of an aggregation, and the reductions they take their values from; several may share one.</summary>
internal sealed class CallCells
{
    private const int BytesOfCell = 24;

    private readonly AggregateRequest _request;
    private readonly StoredMeasurement _measurement;
    private readonly AggregateSql _sql;
    private readonly Dictionary<(string Kind, ScanColumn Column), CellReduction> _reductions = [];
    private readonly List<(CellReduction? Reduction, double Argument)> _calls = [];

    private int _room;

    private CallCells(AggregateRequest request, StoredMeasurement measurement, AggregateSql sql) => (_request, _measurement, _sql) = (request, measurement, sql);

    /// <summary>How much memory they take, about.</summary>
    public long Bytes => (_room * (long)BytesOfCell * _reductions.Count) + _reductions.Values.Sum(one => one.Bytes);

    public static CallCells? Of(AggregateRequest request, StoredMeasurement measurement, AggregateSql sql)
    {
        var calls = new CallCells(request, measurement, sql);
        return (!request.KeepsTimes || request is { Calls.Count: 1, Intervals: null }) && request.Calls.All(calls.Take) ? calls : null;
    }

    public void Grow(int cells)
    {
        _room = cells;
        foreach (var reduction in _reductions.Values)
        {
            reduction.Grow(cells);
        }
    }

    public void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        foreach (var reduction in _reductions.Values)
        {
            reduction.Add(chunk, cells, times);
        }
    }

    /// <summary>The value of a call in a cell; null where it has none.</summary>
    public QueryValue ValueOf(int call, int cell) => _calls[call].Reduction?.ValueOf(cell, _calls[call].Argument) ?? QueryValue.Null;

    /// <summary>The time of the point a call has its value in a cell from.</summary>
    public long TimeOf(int call, int cell) => _calls[call].Reduction!.TimeOf(cell, _calls[call].Argument);

    private bool Take(AggregateCall call)
    {
        var column = _request.Columns[call.Column];
        var kind = KindOf(call.Function);
        if (kind is null || column.IsTag || column.Type == QueryValueKind.Unsigned)
        {
            return false;
        }

        if (ScanSql.FieldOf(column, _measurement) is not { } field)
        {
            _calls.Add((null, 0));
            return true;
        }

        if (!_reductions.TryGetValue((kind, column), out var reduction))
        {
            var (place, stored) = (_sql.FirstField + _sql.Fields.IndexOf(field), StoredMeasurement.KindOf(field.Type));
            if ((_request.KeepsTimes ? MakeSelector(call.Function, place, stored, column.Type) : Make(kind, place, stored, column.Type)) is not { } made)
            {
                return false;
            }

            _reductions.Add((kind, column), reduction = made);
        }

        _calls.Add((reduction, call.Function == "median" ? double.NaN : call.Argument));
        return true;
    }

    // Percentiles and the median choose from the same values.
    private static string? KindOf(string function) => function switch
    {
        "count" or "sum" or "mean" or "min" or "max" or "spread" or "first" or "last" or "stddev" => function,
        "percentile" or "median" => "held",
        _ => null,
    };

    private static CellReduction? Make(string kind, int column, QueryValueKind stored, QueryValueKind wanted) => (kind, wanted) switch
    {
        ("count", _) => new CountCells(column),
        ("stddev", QueryValueKind.Float or QueryValueKind.Integer) => new DeviationCells(new(column, stored)),
        (_, QueryValueKind.Float) => OfNumbers<double>(kind, new(column, stored)),
        (_, QueryValueKind.Integer) => OfNumbers<long>(kind, new(column, stored)),
        ("min" or "max" or "first" or "last", QueryValueKind.Boolean) => new TruthCells(column, kind),
        ("first" or "last", QueryValueKind.String) => new TextEdgeCells(column, kind == "last"),
        _ => null,
    };

    private CellReduction? MakeSelector(string function, int column, QueryValueKind stored, QueryValueKind wanted) => (function, wanted) switch
    {
        ("first" or "last", _) => Make(function, column, stored, wanted),
        (_, QueryValueKind.Float) => SelectorOfNumbers<double>(function, new(column, stored)),
        (_, QueryValueKind.Integer) => SelectorOfNumbers<long>(function, new(column, stored)),
        _ => null,
    };

    private CellReduction? SelectorOfNumbers<T>(string function, NumberColumn<T> column)
        where T : unmanaged, System.Numerics.INumber<T> => function switch
        {
            "min" or "max" => new SelectedCells<T>(column, isGreatest: function == "max"),
            "percentile" => new HeldPointCells<T>(column, _request.IsDescending),
            _ => null,
        };

    private static CellReduction? OfNumbers<T>(string kind, NumberColumn<T> column)
        where T : unmanaged, System.Numerics.INumber<T> => kind switch
        {
            "sum" => new SumCells<T>(column, isMean: false),
            "mean" => new SumCells<T>(column, isMean: true),
            "min" => new ExtremeCells<T>(column, ExtremeKind.Least),
            "max" => new ExtremeCells<T>(column, ExtremeKind.Greatest),
            "spread" => new ExtremeCells<T>(column, ExtremeKind.Spread),
            "first" => new EdgeCells<T>(column, isLast: false),
            "last" => new EdgeCells<T>(column, isLast: true),
            "held" => new HeldCells<T>(column),
            _ => null,
        };
}
