using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>Adds to an imported run what its file did not hold; see <see cref="Store.CompleteImportedRun"/>.</summary>
internal sealed class RunCompletion(Store store, RunDescription run, IReadOnlyList<string> warnings)
{
    private const int PointsAtATime = 50_000;
    private const long Microsecond = 1_000;
    private static readonly MeasurementNames Names = MeasurementNames.Default;

    public bool Complete()
    {
        store.ChangeFile(EnsureRequests);
        var (described, hasStatistics, samples) = store.ReadFile(file =>
            (StoredRun.ReadAll(file).FirstOrDefault(one => one.Run == run.Id), Has(file, Names.RequestStatistics), StoredSamples.Of(file, run.Id)));

        var (first, last) = store.ReadFile(Bounds);
        if (samples is not null)
        {
            (first, last) = (Math.Min(first, samples.FirstScheduled), Math.Max(last, samples.LastCompleted + 1));
        }

        // Whole microseconds, as the document says them; nothing lies outside.
        var started = described is null ? first - Remainder(first, Microsecond) : UnixTime.Nanoseconds(described.Started);
        var ended = last + Remainder(-last, Microsecond);
        var totals = new RunTotals();
        if (samples is not null && (!hasStatistics || described is null))
        {
            Pass(samples, started, ended, totals, writes: !hasStatistics);
        }

        if (described is not null)
        {
            return false;
        }

        Describe(started, ended, samples is null ? null : totals);
        return true;
    }

    // The figures are asked for by column, and the first run of a store may have no failure, hence no text of one.
    private static void EnsureRequests(StoreFile file)
    {
        var known = file.Catalogue.Find(Names.Requests);
        file.Catalogue.Ensure(Names.Requests, RequestWriter.Tags, RequestWriter.Fields.Where(field => known?.Field(field.Name) is null));
    }

    private bool Has(StoreFile file, string measurement) =>
        file.Catalogue.Find(measurement) is { } table && table.Tag(PointNames.Run) is { } tag && RunPointReader.Count(file, table, tag, run.Id) > 0;

    private (long First, long Last) Bounds(StoreFile file)
    {
        // The points of users' own may have any time they like; only where there is nothing else they have to do.
        var tables = RunPointReader.Measurements(file).ToList();
        var (first, last) = Bounds(file, tables.Where(one => MeasurementSchema.Find(one.Table.Name) is not null));
        return first <= last ? (first, last) : Bounds(file, tables);
    }

    private (long First, long Last) Bounds(StoreFile file, IEnumerable<(MeasurementTable Table, StoreColumn Run)> tables)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var (table, tag) in tables)
        {
            // What is observed each second says itself how long the run had been on.
            var start = table.Field("elapsed") is { Type: FieldType.Float } elapsed
                ? $"p.time - CAST(round(coalesce({elapsed.JoinedName}, 0) * 1e9) AS BIGINT)"
                : "p.time";
            var row = file.Query(
                $"SELECT min({start}), max(p.time) FROM data.{table.PointsTable} p WHERE {RunPointReader.OfRun(table, tag)}", run.Id).Single();
            first = Math.Min(first, row[0] as long? ?? long.MaxValue);
            last = Math.Max(last, row[1] as long? ?? long.MinValue);
        }

        return (first, last);
    }

    // One pass over all requests, whatever it is for: they may be more than fit into memory.
    private void Pass(StoredSamples samples, long started, long ended, RunTotals totals, bool writes)
    {
        var workers = new Dictionary<string, (RunPoints Points, SecondStatistics Statistics)>(StringComparer.Ordinal);
        var points = new List<Point>();
        foreach (var (from, to) in store.ReadFile(_ => samples.Stretches(started).ToList()))
        {
            foreach (var (worker, sample) in store.ReadFile(_ => samples.Read(from, to)))
            {
                totals.Add(sample);
                if (!writes)
                {
                    continue;
                }

                if (!workers.TryGetValue(worker, out var own))
                {
                    own = (new RunPoints(run with { Worker = worker }), new SecondStatistics(started, ended));
                    workers.Add(worker, own);
                }

                points.AddRange(own.Statistics.Add(sample).Select(own.Points.OfObservation));
            }

            if (points.Count >= PointsAtATime)
            {
                Write(points);
                points.Clear();
            }
        }

        Write([.. points, .. workers.Values.SelectMany(own => own.Statistics.Take().Select(own.Points.OfObservation))]);
    }

    private void Describe(long started, long ended, RunTotals? totals)
    {
        var known = new StoredRun { Run = run.Id, Test = run.Test, Started = UnixTime.At(started), LastChange = ended };
        var summary = store.ReadFile(file => Summarize(file, known, ended, totals));
        var points = new RunPoints(run);
        ended = Math.Max(ended, started + 1);
        Write(
        [
            points.OfRun(run with { State = RunState.Running, Started = known.Started, Ended = null }, started),
            .. points.OfSummary(summary, ended),
            points.OfRun(run with { Started = known.Started }, summary, ended),
        ]);
    }

    private RunSummary Summarize(StoreFile file, StoredRun known, long ended, RunTotals? totals)
    {
        var said = new List<string>(warnings);
        var (requests, total) = totals?.Summarise() ?? OfStatistics(file, known, ended, said);
        var count = totals is null ? 0 : total.Count;
        return new RunSummary
        {
            Run = run.Id,
            Test = run.Test,
            State = RunState.Finished,
            ExitCode = total.Failures > 0 ? ExitCode.Failures : ExitCode.Success,
            Started = known.Started,
            Ended = UnixTime.At(ended),
            Users = InterruptedRun.MostUsers(file, known),
            Host = run.Host,
            Labels = run.Labels,
            Note = run.Note,
            Requests = requests,
            Total = total,
            Failures = InterruptedRun.Failures(file, known),
            Metrics = StoredMetrics.Read(file, run.Id),
            Warnings = said,
            Recording = InterruptedRun.RecordingOf(count, 0),
        };
    }

    private (IReadOnlyList<RequestSummary> Requests, RequestSummary Total) OfStatistics(StoreFile file, StoredRun known, long ended, List<string> said)
    {
        if (new StatisticsFigures(file, run.Id, (ended - UnixTime.Nanoseconds(known.Started)) / 1e9).Read() is { } figures)
        {
            said.Add("There are no single requests of this run; its figures are those of its statistics of each second.");
            return figures;
        }

        said.Add("There are neither requests nor statistics of this run, so it has no figures.");
        return new RunTotals().Summarise();
    }

    private void Write(List<Point> points)
    {
        if (points.Count == 0)
        {
            return;
        }

        if (store.Write(Store.RunsDatabase, null, points).Rejected is [var rejected, ..])
        {
            throw new StoreException(
                $"The figures of the imported run '{run.Id}' cannot be stored: {rejected.Reason} Import it into a store of its own: '--store FILE'.");
        }
    }

    private static long Remainder(long value, long by) => ((value % by) + by) % by;
}
