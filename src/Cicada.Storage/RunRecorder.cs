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
    private readonly RunPoints _points;
    private readonly PointTag _scope;
    private readonly Dictionary<string, MeasurementWriter> _writers = new(StringComparer.Ordinal);
    private readonly MinuteMerge _minutes;
    private RequestWriter _requests = null!;

    public RunRecorder(StoreFile file, RunDescription run)
    {
        _file = file;
        _run = run;
        _points = new RunPoints(run);
        _scope = new PointTag(PointNames.Run, run.Id);
        _minutes = new MinuteMerge(file, run.Id);
        using var transaction = file.Connection.BeginTransaction();
        Begin();
        transaction.Commit();
    }

    /// <summary>The file it writes to.</summary>
    public StoreFile File => _file;

    public void WriteStart(RunDescription run) =>
        Write([], [_points.OfRun(run, UnixTime.Nanoseconds(run.Started))], mayBeThere: false);

    public void WriteEnd(RunDescription run, RunSummary summary)
    {
        // Later than the point of the start, even when a run ends in the moment it began.
        var ended = Math.Max(UnixTime.Nanoseconds(summary.Ended ?? summary.Started), UnixTime.Nanoseconds(run.Started) + 1);
        Write([], [.. _points.OfSummary(summary, ended), _points.OfRun(run, summary, ended)], mayBeThere: true, isEnd: true);
    }

    public void Write(OutputBatch batch) =>
        Write(batch.Requests.Span, [.. batch.Observations.Select(_points.OfObservation)], mayBeThere: false);

    /// <summary>Writes a batch of which some, or all, may have been written before: it was spooled by a process that ended since.</summary>
    public void WriteAgain(OutputBatch batch) =>
        Write(batch.Requests.Span, [.. batch.Observations.Select(_points.OfObservation)], mayBeThere: true);

    private void Begin()
    {
        _writers.Clear();
        _requests = new RequestWriter(_run, WriterOf(_points.Names.Requests, RequestWriter.Tags, RequestWriter.Fields));
    }

    private void Write(ReadOnlySpan<RequestSample> requests, IReadOnlyList<Point> points, bool mayBeThere, bool isEnd = false)
    {
        using var transaction = _file.Connection.BeginTransaction();
        if (_writers.Values.Any(writer => writer.Series.IsStale))
        {
            Begin();
        }

        if (!requests.IsEmpty)
        {
            _requests.Write(requests, mayBeThere);
        }

        foreach (var group in points.GroupBy(point => point.Measurement))
        {
            var tags = group.SelectMany(point => point.Tags).Select(tag => tag.Key).Distinct();
            var fields = group.SelectMany(point => point.Fields).Select(field => (field.Key, field.Value.Type)).Distinct();
            var writer = WriterOf(group.Key, tags, fields);
            if (mayBeThere)
            {
                writer.Merge(group);
            }
            else
            {
                writer.Write(group);
            }
        }

        foreach (var writer in _writers.Values)
        {
            writer.WriteSeries();
        }

        _minutes.Write(points);
        if (isEnd)
        {
            _minutes.WriteEnd();
        }

        transaction.Commit();
    }

    private MeasurementWriter WriterOf(string measurement, IEnumerable<string> tags, IEnumerable<(string, FieldType)> fields)
    {
        var table = _file.Catalogue.Ensure(measurement, tags, fields);
        if (!_writers.TryGetValue(measurement, out var writer))
        {
            writer = new MeasurementWriter(_file, table, _scope);
            _writers.Add(measurement, writer);
        }

        return writer;
    }
}
