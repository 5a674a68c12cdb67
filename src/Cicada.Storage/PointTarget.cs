using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// A measurement that points of any time are written to, as InfluxDB does: a point with the series and time of an earlier one replaces the fields it has. Within the
/// caller's transaction; after one that failed it is of no further use.
/// </summary>
/// <remarks>
/// Finding earlier points costs, so it is asked for only where one can be: a series remembers the latest time it may have, and
/// points beyond that are appended.
/// </remarks>
internal sealed class PointTarget
{
    private readonly Dictionary<int, long> _latest = [];
    private readonly long _latestAtFirst;
    private readonly int _firstNew;

    public PointTarget(StoreFile file, MeasurementWriter writer)
    {
        Writer = writer;
        _latestAtFirst = file.Scalar($"SELECT max(time) FROM data.{writer.Table.PointsTable}") as long? ?? long.MinValue;
        _firstNew = writer.Series.Next;
    }

    public MeasurementWriter Writer { get; }

    /// <summary>Writes points, of which some may have the series and time of earlier ones. All their series are known to the writer, or new.</summary>
    public void Write(IReadOnlyList<Point> points)
    {
        var unique = Unique(points, Writer.Series);
        var appended = new List<Point>(unique.Count);
        var merged = new List<Point>();
        foreach (var (id, point) in unique)
        {
            (MayBeThere(id, point.TimeNanoseconds) ? merged : appended).Add(point);
        }

        foreach (var (id, point) in unique)
        {
            Note(id, point.TimeNanoseconds);
        }

        if (appended.Count > 0)
        {
            Writer.Write(appended);
        }

        if (merged.Count > 0)
        {
            Writer.Merge(merged);
        }
    }

    /// <summary>Writes points none of which has the series and time of another, because their times were made for them.</summary>
    public void Append(IReadOnlyList<Point> points)
    {
        if (points.Count > 0)
        {
            Writer.Write(points);
            NoteAll(points);
        }
    }

    /// <summary>Writes points of which any may be there already, from an earlier attempt.</summary>
    public void Merge(IReadOnlyList<Point> points)
    {
        if (points.Count > 0)
        {
            Writer.Merge([.. Unique(points, Writer.Series).Select(entry => entry.Point)]);
            NoteAll(points);
        }
    }

    private bool MayBeThere(int series, long time) => time <= _latest.GetValueOrDefault(series, series < _firstNew ? _latestAtFirst : long.MinValue);

    private void NoteAll(IReadOnlyList<Point> points)
    {
        foreach (var point in points)
        {
            Note(Writer.Series.Find(point.Tags), point.TimeNanoseconds);
        }
    }

    private void Note(int series, long time)
    {
        if (!MayBeThere(series, time))
        {
            _latest[series] = time;
        }
    }

    // Two points of one series and time in the same batch are one point with the fields of both; of one field the later value holds.
    private static List<(int Series, Point Point)> Unique(IReadOnlyList<Point> points, SeriesIndex series)
    {
        var unique = new List<(int Series, Point Point)>(points.Count);
        var places = new Dictionary<(int, long), int>(points.Count);
        foreach (var point in points)
        {
            var id = series.Find(point.Tags);
            if (places.TryAdd((id, point.TimeNanoseconds), unique.Count))
            {
                unique.Add((id, OneOfEach(point)));
                continue;
            }

            var place = places[(id, point.TimeNanoseconds)];
            var fields = unique[place].Point.Fields.Concat(point.Fields);
            unique[place] = (id, OneOfEach(new Point(point.Measurement, point.Tags, [.. fields], point.TimeNanoseconds)));
        }

        return unique;
    }

    private static Point OneOfEach(Point point)
    {
        var keys = new HashSet<string>(point.Fields.Count, StringComparer.Ordinal);
        foreach (var field in point.Fields)
        {
            if (!keys.Add(field.Key))
            {
                var last = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
                foreach (var (key, value) in point.Fields)
                {
                    last[key] = value;
                }

                return new Point(point.Measurement, point.Tags, [.. last.Select(pair => new PointField(pair.Key, pair.Value))], point.TimeNanoseconds);
            }
        }

        return point;
    }
}
