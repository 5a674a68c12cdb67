using Cicada.Influx;
using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <summary>
/// Writes what one run records into an open store, each call in one transaction that is on disk when it returns. After an
/// exception it is of no further use: what it remembers of the file may have been rolled back.
/// </summary>
internal sealed class RunRecorder
{
    private readonly StoreFile _file;
    private readonly RunDescription _run;
    private readonly Catalogue _catalogue;
    private readonly RunPoints _points;
    private readonly PointTag _scope;
    private readonly Dictionary<string, MeasurementWriter> _writers = new(StringComparer.Ordinal);
    private readonly Dictionary<MeasurementTable, (PointTarget Target, int Writes)> _targets = [];
    private readonly MinuteMerge _minutes;
    private RequestWriter _requests = null!;
    private StatisticsWriter _statistics = null!;

    public RunRecorder(StoreFile file, RunDescription run)
    {
        _file = file;
        _run = run;
        _catalogue = file.Catalogue;
        _points = new RunPoints(run);
        _scope = new PointTag(PointNames.Run, run.Id);
        _minutes = new MinuteMerge(file, run.Id);
        file.InTransaction(Begin);
    }

    /// <summary>The file it writes to.</summary>
    public StoreFile File => _file;

    /// <summary>Whether it can write to a file: not to another one, nor where memory had to be made to agree with the file again.</summary>
    public bool Fits(StoreFile file) => file == _file && file.Catalogue == _catalogue;

    public void WriteStart(RunDescription run) =>
        Require(Write([_points.OfRun(run, UnixTime.Nanoseconds(run.Started))], isEnd: false));

    public void WriteEnd(RunDescription run, RunSummary summary)
    {
        // Later than the point of the start, even when a run ends in the moment it began.
        var ended = Math.Max(UnixTime.Nanoseconds(summary.Ended ?? summary.Started), UnixTime.Nanoseconds(run.Started) + 1);
        Require(Write([.. _points.OfSummary(summary, ended), _points.OfRun(run, summary, ended)], isEnd: true));
    }

    /// <summary>Writes a batch.</summary>
    /// <returns>The observations that were left out, by their places; everything else is stored.</returns>
    public IReadOnlyList<RejectedPoint> Write(OutputBatch batch) => Write(batch, mayBeThere: false);

    /// <summary>Writes a batch of which some, or all, may have been written before: it was spooled by a process that ended since.</summary>
    /// <returns>The observations that were left out, by their places; everything else is stored.</returns>
    public IReadOnlyList<RejectedPoint> WriteAgain(OutputBatch batch) => Write(batch, mayBeThere: true);

    // What describes a run is either taken as a whole, or the run cannot be recorded here.
    private static void Require(List<RejectedPoint> rejected)
    {
        if (rejected is [var first, ..])
        {
            throw new StoreException(first.Reason) { FailureKind = OutputFailureKind.Permanent };
        }
    }

    private void Begin()
    {
        _writers.Clear();
        _targets.Clear();
        _requests = new RequestWriter(_run, WriterOf(_file.Catalogue.Ensure(_points.Names.Requests, RequestWriter.Tags, RequestWriter.Fields)));
        _statistics = new StatisticsWriter(_run, _file, WriterOf);
    }

    private List<RejectedPoint> Write(OutputBatch batch, bool mayBeThere) => _file.InTransaction(() =>
    {
        Renew();
        if (!batch.Requests.IsEmpty)
        {
            _requests.Write(batch.Requests.Span, mayBeThere);
            _requests.Table.PointWrites++;
        }

        var statistics = batch.Observations.OfType<RequestStatistics>().ToList();
        var areWritten = statistics.Count > 0 && !mayBeThere && _statistics.TryWrite(statistics);
        var rejected = Write(
            [.. batch.Observations.Select((one, i) => (one, i)).Where(pair => !areWritten || pair.one is not RequestStatistics)
                .Select(pair => new PlacedPoint(pair.i, _points.OfObservation(pair.one), pair.one is OwnPoint { HasOwnTime: false }))],
            mayBeThere);
        var refused = rejected.Select(one => one.Index).ToHashSet();
        _minutes.Write(refused.Count == 0 ? statistics : [.. batch.Observations.Where((_, i) => !refused.Contains(i)).OfType<RequestStatistics>()]);
        return rejected;
    });

    // The run's own points.
    private List<RejectedPoint> Write(IEnumerable<Point> points, bool isEnd) => _file.InTransaction(() =>
    {
        Renew();
        var rejected = Write([.. points.Select((point, i) => new PlacedPoint(i, point, IsTimed: false))], mayBeThere: isEnd);
        if (isEnd)
        {
            _minutes.Write([]);
            _minutes.WriteEnd();
        }

        return rejected;
    });

    private void Renew()
    {
        if (_writers.Values.Any(writer => writer.Series.IsStale))
        {
            Begin();
        }
    }

    private List<RejectedPoint> Write(IReadOnlyList<PlacedPoint> points, bool mayBeThere)
    {
        var rejected = new List<RejectedPoint>();
        var (admitted, timed) = Admit(points, rejected);
        foreach (var table in admitted.Keys.Union(timed.Keys))
        {
            _file.Catalogue.CompleteView(table);
        }

        foreach (var (table, list) in admitted)
        {
            Write(table, list, mayBeThere);
        }

        foreach (var (table, list) in timed)
        {
            Write(table, target => target.Write(list));
        }

        foreach (var writer in _writers.Values)
        {
            writer.WriteSeries();
        }

        return rejected;
    }

    // Points whose time somebody gave may meet one that is there; the times of all others were made for them.
    private (Dictionary<MeasurementTable, List<Point>> Admitted, Dictionary<MeasurementTable, List<Point>> Timed) Admit(IReadOnlyList<PlacedPoint> points, List<RejectedPoint> rejected)
    {
        var admitted = new Dictionary<MeasurementTable, List<Point>>();
        var timed = new Dictionary<MeasurementTable, List<Point>>();
        var admission = new PointAdmission(_file, Catalogue.RunsDatabase, Catalogue.DefaultPolicy);
        foreach (var (index, point, isTimed) in points)
        {
            if (admission.Admit(point, index, out var refusal) is not { } table)
            {
                rejected.Add(refusal!);
                continue;
            }

            var lists = isTimed ? timed : admitted;
            if (!lists.TryGetValue(table, out var list))
            {
                lists.Add(table, list = []);
            }

            list.Add(point);
        }

        return (admitted, timed);
    }

    private void Write(MeasurementTable table, List<Point> points, bool mayBeThere)
    {
        // Only users' own points may have been given a time; what is written to their measurements is remembered by series.
        if (MeasurementSchema.Find(table.Name) is null)
        {
            Write(table, target => (mayBeThere ? (Action<IReadOnlyList<Point>>)target.Merge : target.Append)(points));
            return;
        }

        var writer = WriterOf(table);
        if (mayBeThere)
        {
            writer.Merge(points);
        }
        else
        {
            writer.Write(points);
        }

        table.PointWrites++;
    }

    // What a target remembers of times holds as long as nobody else writes.
    private void Write(MeasurementTable table, Action<PointTarget> write)
    {
        var target = _targets.TryGetValue(table, out var known) && known.Writes == table.PointWrites
            ? known.Target
            : new PointTarget(_file, WriterOf(table));
        write(target);
        _targets[table] = (target, ++table.PointWrites);
    }

    private MeasurementWriter WriterOf(MeasurementTable table)
    {
        if (!_writers.TryGetValue(table.Name, out var writer))
        {
            writer = new MeasurementWriter(_file, table, _scope);
            _writers.Add(table.Name, writer);
        }

        return writer;
    }

    /// <param name="Index">The place of what the point is of within its batch.</param>
    /// <param name="Point">The point.</param>
    /// <param name="IsTimed">Whether its time was made for it, so that it may meet no other.</param>
    private readonly record struct PlacedPoint(int Index, Point Point, bool IsTimed);
}
