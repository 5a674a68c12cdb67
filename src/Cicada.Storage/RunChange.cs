using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Writes what people say about runs after their processes described them. A change is a new point of measurement <c>cicada_runs</c> that
/// has only the changed field: nothing that was written is rewritten.
/// </summary>
internal sealed class RunChange(StoreFile file, TimeProvider clock)
{
    public void Labels(StoredRun run, IReadOnlyDictionary<string, string> labels) =>
        Write([(run, PointsOf(run).OfChangedLabels(labels, TimeOf(run)))]);

    public void Note(StoredRun run, string note) => Write([(run, PointsOf(run).OfChangedNote(note, TimeOf(run)))]);

    /// <summary>Makes runs a baseline or takes that from them, in one transaction: there is no moment with two.</summary>
    public void Baseline(IEnumerable<(StoredRun Run, bool Baseline)> changes) =>
        Write([.. changes.Select(change => (change.Run, PointsOf(change.Run).OfChangedBaseline(change.Baseline, TimeOf(change.Run))))]);

    // Clocks go wrong, and of two points about a run the later one holds.
    private long TimeOf(StoredRun run) => Math.Max(UnixTime.Nanoseconds(clock.GetUtcNow()), run.LastChange + 1);

    private static RunPoints PointsOf(StoredRun run) =>
        new(new RunDescription { Id = run.Run, Test = run.Test, State = RunState.Interrupted, Started = run.Started });

    private void Write(IReadOnlyList<(StoredRun Run, Point Point)> changes)
    {
        file.InTransaction(() =>
        {
            foreach (var (run, point) in changes)
            {
                Write(run, point);
            }
        });
    }

    private void Write(StoredRun run, Point point)
    {
        var table = file.Catalogue.Ensure(
            point.Measurement, point.Tags.Select(tag => tag.Key), point.Fields.Select(field => (field.Key, field.Value.Type)));
        var writer = new MeasurementWriter(file, table, new PointTag(PointNames.Run, run.Run));
        writer.Write([point]);
        writer.WriteSeries();
        table.PointWrites++;
    }
}
