using System.Globalization;
using Cicada.Influx;
using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <summary>
/// Writes points of whatever measurements as InfluxDB does, within the caller's transaction: the first point decides a field's type, a point
/// that differs is left out; a point with the series and time of an earlier one replaces the fields it has.
/// </summary>
/// <remarks>
/// Finding earlier points costs, so it is asked for only where one can be: a series remembers the latest time it may have, and
/// points beyond that are appended. After a failed transaction it is of no further use.
/// </remarks>
internal sealed class PointWriter(StoreFile file)
{
    // So few are compared with each other faster than they are remembered.
    private const int FewFields = 16;

    private readonly Dictionary<MeasurementTable, Target> _targets = [];

    /// <summary>The file it writes to.</summary>
    public StoreFile File => file;

    /// <summary>Writes points; those that do not fit are in the answer, with the reason.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The policy, or null for the default.</param>
    /// <param name="points">The points.</param>
    /// <param name="nowNanoseconds">The time now, by which points that are too old for the policy are told.</param>
    public StoreWriteResult Write(string database, string? policy, IReadOnlyList<Point> points, long nowNanoseconds)
    {
        var rejected = new List<RejectedPoint>();
        var oldest = file.Catalogue.FindDatabase(database)?.Find(policy) is { Policy.Duration: { } duration }
            ? nowNanoseconds - (duration.Ticks * 100)
            : long.MinValue;
        var byTable = new Dictionary<MeasurementTable, List<Point>>();
        MeasurementTable? table = null;
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            if (Refusal(point, oldest) is { } reason)
            {
                rejected.Add(new(i, reason));
                continue;
            }

            if (ConflictWithin(point) is { } within)
            {
                rejected.Add(new(i, within.Sentence) { Conflict = within });
                continue;
            }

            if (table is null || table.Name != point.Measurement)
            {
                table = file.Catalogue.EnsureTable(database, policy, point.Measurement);
            }

            if (Conflict(table, point) is { } conflict)
            {
                rejected.Add(new(i, conflict.Sentence) { Conflict = conflict });
                continue;
            }

            foreach (var tag in point.Tags)
            {
                file.Catalogue.EnsureTag(table, tag.Key);
            }

            if (!byTable.TryGetValue(table, out var list))
            {
                byTable.Add(table, list = []);
            }

            list.Add(point);
        }

        foreach (var (target, list) in byTable)
        {
            Write(target, list);
        }

        return new StoreWriteResult(points.Count - rejected.Count, rejected);
    }

    private static string? Refusal(Point point, long oldest)
    {
        if (point.TimeNanoseconds is < UnixTime.Earliest or > UnixTime.Latest)
        {
            return $"The point of '{point.Measurement}' is at {point.TimeNanoseconds.ToString(CultureInfo.InvariantCulture)} ns; expected a time from 1677-09-21 to 2262-04-11. Send it with another time.";
        }

        if (point.TimeNanoseconds < oldest)
        {
            return $"The point of '{point.Measurement}' is older than its retention policy keeps points. Send newer points, or alter the policy.";
        }

        if (StoreNames.IsBroken(point.Measurement))
        {
            return StoreNames.SentenceOfBroken(point.Measurement);
        }

        foreach (var tag in point.Tags)
        {
            if (StoreNames.IsBroken(tag.Key))
            {
                return StoreNames.SentenceOfBroken(tag.Key);
            }
        }

        var hasValue = false;
        foreach (var field in point.Fields)
        {
            if (StoreNames.IsBroken(field.Key))
            {
                return StoreNames.SentenceOfBroken(field.Key);
            }

            hasValue |= field.Value.Type != FieldType.Float || double.IsFinite(field.Value.AsFloat());
        }

        return hasValue ? null : $"The point of '{point.Measurement}' has no field with a value but infinity or NaN; expected one at least. Leave the point out.";
    }

    // All fields are looked at before a column is made, so that a refused point leaves nothing behind.
    private FieldConflict? Conflict(MeasurementTable table, Point point)
    {
        foreach (var field in point.Fields)
        {
            if (table.TypeOf(field.Key) is { } wanted && wanted != field.Value.Type)
            {
                return new FieldConflict(table.Name, field.Key, field.Value.Type, wanted);
            }
        }

        foreach (var field in point.Fields)
        {
            file.Catalogue.TryEnsureField(table, field.Key, field.Value.Type, out _);
        }

        return null;
    }

    // A point may say a field twice, as line protocol allows: the first decides also within it.
    private static FieldConflict? ConflictWithin(Point point)
    {
        Dictionary<string, FieldType>? types = null;
        for (var i = 1; i < point.Fields.Count; i++)
        {
            var (key, value) = point.Fields[i];
            if (i <= FewFields)
            {
                for (var j = 0; j < i; j++)
                {
                    if (point.Fields[j].Key == key && point.Fields[j].Value.Type != value.Type)
                    {
                        return new FieldConflict(point.Measurement, key, value.Type, point.Fields[j].Value.Type);
                    }
                }

                continue;
            }

            if (types is null)
            {
                types = new(point.Fields.Count, StringComparer.Ordinal);
                foreach (var field in point.Fields.Take(i))
                {
                    types.TryAdd(field.Key, field.Value.Type);
                }
            }

            if (!types.TryAdd(key, value.Type) && types[key] != value.Type)
            {
                return new FieldConflict(point.Measurement, key, value.Type, types[key]);
            }
        }

        return null;
    }

    private void Write(MeasurementTable table, List<Point> points)
    {
        file.Catalogue.CompleteView(table);
        if (!_targets.TryGetValue(table, out var target) || target.Writer.Series.IsStale)
        {
            _targets[table] = target = new Target(file, table);
        }

        var series = target.Writer.Series;
        series.Resolve(points);
        var unique = Unique(points, series);
        var appended = new List<Point>(unique.Count);
        var merged = new List<Point>();
        foreach (var (id, point) in unique)
        {
            (target.MayBeThere(id, point.TimeNanoseconds) ? merged : appended).Add(point);
        }

        foreach (var (id, point) in unique)
        {
            target.Note(id, point.TimeNanoseconds);
        }

        if (appended.Count > 0)
        {
            target.Writer.Write(appended);
        }

        if (merged.Count > 0)
        {
            target.Writer.Merge(merged);
        }

        target.Writer.WriteSeries();
        MinuteMerge.Forget(file, table, points);
    }

    // Two points of one series and time in the same batch are one point with the fields of both; of one field the later value holds.
    private static List<(int Series, Point Point)> Unique(List<Point> points, SeriesIndex series)
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

    /// <summary>A measurement that is written to, and the latest time each of its series may have a point at.</summary>
    private sealed class Target
    {
        private readonly Dictionary<int, long> _latest = [];
        private readonly long _latestAtFirst;
        private readonly int _firstNew;

        public Target(StoreFile file, MeasurementTable table)
        {
            Writer = new MeasurementWriter(file, table, SeriesIndex.Begin(file, table));
            _latestAtFirst = file.Scalar($"SELECT max(time) FROM data.{table.PointsTable}") as long? ?? long.MinValue;
            _firstNew = Writer.Series.Next;
        }

        public MeasurementWriter Writer { get; }

        public bool MayBeThere(int series, long time) => time <= _latest.GetValueOrDefault(series, series < _firstNew ? _latestAtFirst : long.MinValue);

        public void Note(int series, long time)
        {
            if (!MayBeThere(series, time))
            {
                _latest[series] = time;
            }
        }
    }
}
