using System.Globalization;
using Cicada.Influx;
using DuckDB.NET.Native;

namespace Cicada.Storage.Queries;

/// <summary>
/// Keeps <c>data.merged_histograms</c> while a run is recorded: a minute of the run is merged, from the seconds in the file, when a second of
/// the next one is there. A second that comes later takes its minute away again, so a minute is either complete or missing.
/// </summary>
/// <remarks>Everything happens in the transaction in which the seconds are written. Nothing is remembered that the file does not know.</remarks>
internal sealed class MinuteMerge(StoreFile file, string run)
{
    /// <summary>A minute in nanoseconds.</summary>
    public const long Minute = 60 * Second;

    private const long Second = 1_000_000_000;

    // At the end of a run: an hour's minutes take about as long as a second of a full-speed run does to be written.
    private const int MostAtTheEnd = 60;

    private static readonly string StatisticsName = MeasurementNames.Default.RequestStatistics;

    private readonly SortedSet<long> _due = [];
    private readonly HistogramBatch _batch = new();
    private readonly HistogramCounts _counts = new();
    private byte[] _buffer = [];
    private long _started;
    private long _newest;
    private long _next = -1;

    /// <summary>Takes notice of statistics that were just written.</summary>
    public void Write(IReadOnlyList<RequestStatistics> written)
    {
        if (file.Catalogue.Find(StatisticsName) is not { } table || table.Field("histogram") is not { Type: FieldType.String } || table.Field("count") is not { Type: FieldType.Integer })
        {
            return;
        }

        List<long>? late = null;
        foreach (var statistics in written)
        {
            var minute = MinuteOf(statistics, table);
            if (minute < _next && late?.Contains(minute) != true)
            {
                (late ??= []).Add(minute);
            }
        }

        if (late is not null)
        {
            var ends = string.Join(", ", late.Select(minute => EndOf(minute).ToString(CultureInfo.InvariantCulture)));
            file.Execute($"DELETE FROM data.merged_histograms WHERE time IN ({ends}) AND series IN ({SeriesOf(table)})", run);
            _due.UnionWith(late);
        }

        // One at a time: a minute of many names is a piece of work, and the next batch waits.
        if (_next >= 0)
        {
            MergeSome(table, tolerance: Second, most: 1);
        }
    }

    /// <summary>The run is over: no second of its last minutes is to be waited for.</summary>
    public void WriteEnd()
    {
        if (file.Catalogue.Find(StatisticsName) is { } table && _next >= 0)
        {
            MergeSome(table, tolerance: 0, MostAtTheEnd);
        }
    }

    /// <summary>Takes away the minutes into which points fall that somebody else wrote; whoever asks merges the seconds.</summary>
    public static void Forget(StoreFile file, MeasurementTable table, IReadOnlyCollection<Point> points)
    {
        if (table.Name == StatisticsName && table.View is not null && points.Count > 0)
        {
            var runs = points.SelectMany(point => point.Tags).Where(one => one.Key == PointNames.Run).Select(one => one.Value).Distinct().ToList();
            Forget(file, table, runs, points.Min(point => point.TimeNanoseconds), points.Max(point => point.TimeNanoseconds));
        }
    }

    /// <summary>The same, for points of which runs and times are known.</summary>
    public static void Forget(StoreFile file, MeasurementTable table, IEnumerable<string> runs, long first, long last)
    {
        if (table.Tag(PointNames.Run) is not { } tag)
        {
            return;
        }

        foreach (var run in runs)
        {
            file.Execute(
                $"""
                DELETE FROM data.merged_histograms WHERE time >= {first} AND time < {last} + {Minute}
                AND series IN (SELECT id FROM data.{table.SeriesTable} WHERE {tag.SqlName} = $1)
                """,
                run);
        }
    }

    /// <summary>Takes away all minutes, after points were taken from the middle of a measurement.</summary>
    public static void Forget(StoreFile file, MeasurementTable table)
    {
        if (table.Name == StatisticsName && table.View is not null)
        {
            file.Execute("DELETE FROM data.merged_histograms");
        }
    }

    private long MinuteOf(RequestStatistics statistics, MeasurementTable table)
    {
        if (_next < 0)
        {
            _started = statistics.TimeNanoseconds - (long)Math.Round(statistics.ElapsedSeconds * 1e9);
            var last = file.Scalar($"SELECT max(time) FROM data.merged_histograms WHERE series IN ({SeriesOf(table)})", run) as long?;
            _next = last is { } end ? (end - _started) / Minute : 0;
        }

        _newest = Math.Max(_newest, statistics.TimeNanoseconds);
        return Math.Max(0, statistics.TimeNanoseconds - _started - 1) / Minute;
    }

    private long EndOf(long minute) => _started + ((minute + 1) * Minute);

    private static string SeriesOf(MeasurementTable table) =>
        $"SELECT id FROM data.{table.SeriesTable} WHERE {table.Tag(PointNames.Run)!.SqlName} = $1";

    private void MergeSome(MeasurementTable table, long tolerance, int most)
    {
        while (EndOf(_next) + tolerance <= _newest)
        {
            _due.Add(_next++);
        }

        for (; most > 0 && _due.Count > 0; most--)
        {
            var minute = _due.Max;
            _due.Remove(minute);
            Merge(table, EndOf(minute));
        }
    }

    private void Merge(MeasurementTable table, long end)
    {
        var expected = new Dictionary<int, long>();
        using (var reader = new ChunkReader(
            file.Connection,
            $"""
            SELECT series, coalesce({table.Field("count")!.SqlName}, 0), {table.Field("histogram")!.SqlName} FROM data.{table.PointsTable}
            WHERE time > {end - Minute} AND time <= {end} AND series IN ({SeriesOf(table).Replace("$1", SqlText.Literal(run), StringComparison.Ordinal)})
            """))
        {
            while (reader.Read())
            {
                var series = reader.Int(0);
                expected[series] = expected.GetValueOrDefault(series) + reader.Long(1);
                _batch.Add(series, false, reader.Bytes(2), isText: true);
            }
        }

        // What cannot be read is left to whoever asks; a recorder has better things to do than to explain it.
        var merged = new List<(int Series, byte[] Histogram)>();
        _batch.Merge(threads: 1, (series, histograms) =>
        {
            _counts.Clear();
            if (histograms.TryAddTo(_counts) && _counts.Total == expected[(int)series])
            {
                merged.Add(((int)series, CompactHistogram.Encode(_counts, ref _buffer).ToArray()));
            }
        });
        if (merged.Count == 0 || merged.Count < expected.Count)
        {
            return;
        }

        using var chunk = new ChunkWriter(file.Connection, "data", "merged_histograms", [DuckDBType.BigInt, DuckDBType.Integer, DuckDBType.Blob]);
        foreach (var (series, histogram) in merged)
        {
            chunk.Set(0, end);
            chunk.Set(1, series);
            chunk.Set(2, histogram);
            chunk.EndRow();
        }

        chunk.Complete();
    }
}
