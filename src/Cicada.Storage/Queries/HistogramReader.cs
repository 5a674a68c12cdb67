namespace Cicada.Storage.Queries;

/// <summary>Reads the histograms of a stretch of a run: of whole minutes where they are merged, of the seconds everywhere else.</summary>
internal sealed class HistogramReader
{
    // More stretches than this in one question, and DuckDB thinks longer about it than it takes to ask twice.
    private const int MostStretches = 100;

    private readonly RecordedRun _run;
    private readonly List<long> _minutes;
    private byte[] _buffer = [];

    public HistogramReader(RecordedRun run, Stretch window)
    {
        _run = run;

        // A minute is there for all series of the run that had requests in it, or for none.
        _minutes = run.HasMinutes && run.Series.Count > 0
            ? [.. run.File.Query(
                    $"""
                    SELECT DISTINCT time FROM data.merged_histograms
                    WHERE series IN ({RecordedRun.ListOf(run.Series)}) AND time > {window.From} AND time <= {window.To} ORDER BY time
                    """)
                .Select(row => (long)row[0]!).Where(end => (end - run.Started) % MinuteMerge.Minute == 0 && end - MinuteMerge.Minute >= window.From)]
            : [];
    }

    /// <summary>The ends of the merged minutes that lie within the window, in order.</summary>
    public IReadOnlyList<long> Minutes => _minutes;

    /// <summary>Reads a stretch.</summary>
    /// <param name="series">Which series.</param>
    /// <param name="stretch">From when to when.</param>
    /// <param name="minutes">The merged minutes of it that are to be taken, in order; the rest is read from the seconds.</param>
    /// <param name="take">Called for each histogram: series, time, encoded, and whether it is a text.</param>
    public void Read(IReadOnlyList<RecordedSeries> series, Stretch stretch, IReadOnlyList<long> minutes, Take take)
    {
        var list = RecordedRun.ListOf(series);
        if (minutes.Count > 0)
        {
            var wanted = minutes.ToHashSet();
            using var reader = new ChunkReader(
                _run.File.Connection,
                $"SELECT series, time, histogram FROM data.merged_histograms WHERE series IN ({list}) AND time >= {minutes[0]} AND time <= {minutes[^1]}");
            while (reader.Read())
            {
                if (wanted.Contains(reader.Long(1)))
                {
                    take(reader.Int(0), reader.Long(1), reader.Bytes(2), isText: false);
                }
            }
        }

        foreach (var some in Between(stretch, minutes).Chunk(MostStretches))
        {
            using var reader = new ChunkReader(
                _run.File.Connection,
                $"""
                SELECT series, time, {Columns()} FROM data.{_run.Statistics!.PointsTable}
                WHERE series IN ({list}) AND {new Stretch(some[0].From, some[^1].To).OfSeconds("time")}
                AND ({string.Join(" OR ", some.Select(one => one.OfSeconds("time")))})
                """);
            while (reader.Read())
            {
                if (reader.Long(3) is 1 or 2 && !reader.IsNull(4) && !reader.IsNull(5))
                {
                    take(reader.Int(0), reader.Long(1), CompactHistogram.Encode(IndexOf(reader.Double(4)), reader.Long(3) == 2 ? IndexOf(reader.Double(5)) : null, ref _buffer), isText: false);
                }
                else
                {
                    take(reader.Int(0), reader.Long(1), reader.Bytes(2), isText: true);
                }
            }
        }
    }

    // One time is the shortest and the longest, two are both: where there are many names most seconds hold no more, and their texts need not be unpacked.
    private string Columns()
    {
        var table = _run.Statistics!;
        string Milliseconds(string name) => table.Field(name) is { Type: FieldType.Float } column ? column.SqlName : "NULL::DOUBLE";
        var count = table.Field("count")!.SqlName;
        return $"CASE WHEN {count} <= 2 AND {Milliseconds("max")} IS NOT NULL THEN NULL ELSE {_run.Histogram} END, coalesce({count}, 0), {Milliseconds("min")}, {Milliseconds("max")}";
    }

    // As the recorder rounded: from whole nanoseconds to the nearest microsecond.
    private static int IndexOf(double milliseconds) => HistogramLayout.IndexOf(((long)Math.Round(milliseconds * 1e6) + 500) / 1000);

    private static IEnumerable<Stretch> Between(Stretch stretch, IReadOnlyList<long> minutes)
    {
        var from = stretch.From;
        foreach (var end in minutes)
        {
            if (end - MinuteMerge.Minute > from)
            {
                yield return new Stretch(from, end - MinuteMerge.Minute);
            }

            from = end;
        }

        if (from < stretch.To)
        {
            yield return new Stretch(from, stretch.To);
        }
    }

    public delegate void Take(int series, long time, ReadOnlySpan<byte> encoded, bool isText);
}
