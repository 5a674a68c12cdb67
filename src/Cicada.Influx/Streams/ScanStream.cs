using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>The points of a measurement, as they are stored.</summary>
internal sealed class ScanStream : PointStream
{
    private readonly SelectRun _run;
    private readonly IPointCursor _cursor;
    private readonly SeriesOfRows _series;
    private readonly int _value;
    private readonly int[] _others;
    private readonly SeriesRange? _range;
    private readonly QueryValue[]? _otherValues;
    private readonly SeriesLimit? _limit;
    private bool _isDone;

    private ScanStream(SelectScope scope, string name, IPointCursor cursor, int value, int[] others, int tagsStart, SeriesRange? range, SeriesLimit? limit)
    {
        (_run, _cursor, _value, _others, _range, _limit) = (scope.Run, cursor, value, others, range, limit);
        _series = new SeriesOfRows(scope, name, cursor, tagsStart);
        _otherValues = others.Length > 0 ? new QueryValue[others.Length] : null;
    }

    /// <summary>Opens a measurement.</summary>
    /// <param name="scope">Which points, and what beside the value.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="value">The field whose values the stream has, passing over points without it; or null: then it has every point with any of the others.</param>
    /// <param name="limitOfEachGroup">The most points wanted of a group; 0 for all.</param>
    /// <param name="limitOfEachSeries">The most points wanted of each series of the measurement, whatever it is grouped by; 0 for all.</param>
    public static PointStream Open(SelectScope scope, PreparedSource.Measurement measurement, Expression.Reference? value, long limitOfEachGroup = 0, long limitOfEachSeries = 0)
    {
        if (value is not null && !value.Cast.IsField || SeriesRange.IsEmpty(scope.Series))
        {
            return new EmptyStream();
        }

        var columns = new List<ScanColumn>();
        var valueColumn = value is null ? -1 : ColumnOf(value, columns);
        int[] others = [.. scope.Others.Select(other => ColumnOf(other, columns))];
        if (!columns.Exists(column => !column.IsTag))
        {
            return new EmptyStream();
        }

        var tagsStart = columns.Count;
        columns.AddRange(scope.GroupBy.Except(scope.Order).Select(tag => new ScanColumn(tag, true, QueryValueKind.String)));
        var allTagsStart = columns.Count;
        if (limitOfEachSeries > 0)
        {
            columns.AddRange(measurement.Schema.Tags.Select(tag => new ScanColumn(tag, true, QueryValueKind.String)));
        }

        var request = new ScanRequest
        {
            Measurement = measurement.Key,
            Columns = columns,
            GroupBy = scope.Order,
            Where = scope.Where,
            MinTime = scope.FirstRead,
            MaxTime = scope.LastRead,
            IsDescending = scope.IsDescending,
            LimitOfEachGroup = limitOfEachGroup,
        };
        var range = SeriesRange.Of(scope, measurement);
        var cursor = scope.Run.Points.Scan(request, scope.Run.Cancellation);
        var limit = limitOfEachSeries > 0 ? new SeriesLimit(cursor, allTagsStart, columns.Count - allTagsStart, limitOfEachSeries) : null;
        return new ScanStream(scope, measurement.Key.Name, cursor, valueColumn, others, tagsStart, range, limit);
    }

    public override bool Read()
    {
        while (!_isDone && _cursor.Read())
        {
            _run.Step();
            if (_value >= 0)
            {
                _current.Value = _cursor[_value];
                if (_current.Value.IsNull)
                {
                    continue;
                }
            }

            var series = _series.Current();
            if (_range is not null && !_range.Contains(series.Group))
            {
                continue;
            }

            if (_limit is not null && !_limit.Take())
            {
                continue;
            }

            _current.Series = series;
            _current.Time = _cursor.Time;
            if (_otherValues is not null)
            {
                for (var i = 0; i < _others.Length; i++)
                {
                    _otherValues[i] = _others[i] < 0 ? QueryValue.Null : _cursor[_others[i]];
                }

                _current.Others = _otherValues;
            }

            return true;
        }

        _isDone = true;
        return false;
    }

    public override void Dispose() => _cursor.Dispose();

    /// <summary>The place of a name's values among columns, to which it is added if it is not there; less than 0 for a name nothing has.</summary>
    public static int ColumnOf(Expression.Reference reference, List<ScanColumn> columns)
    {
        if (reference.Cast == ReferenceCast.None)
        {
            return -1;
        }

        var column = new ScanColumn(reference.Name, reference.Cast == ReferenceCast.Tag, reference.Cast.Kind);
        var at = columns.IndexOf(column);
        if (at < 0)
        {
            at = columns.Count;
            columns.Add(column);
        }

        return at;
    }
}
