using Cicada.Influx;
using Cicada.Storage;

namespace Cicada.Import;

/// <summary>Brings a file into a store: batches of points, and then what each run lacks to be like any other.</summary>
/// <param name="file">The file.</param>
/// <param name="choice">What a person said about it.</param>
/// <param name="storePath">The store; begun with the first point where there is none.</param>
/// <param name="clock">The time of points without one.</param>
internal sealed class RunImport(ImportFile file, ImportChoice choice, string storePath, TimeProvider clock) : IDisposable
{
    /// <summary>Points a transaction: few enough for memory, many enough that committing costs nothing to speak of.</summary>
    public const int BatchSize = 50_000;

    private readonly Dictionary<string, bool> _runs = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private Store? _store;
    private long _stored;

    public ImportReport Report { get; } = new();

    /// <summary>Reads the whole file.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="batchRead">Called now and then, while points are read.</param>
    /// <exception cref="StoreException">The store cannot be used; what was imported before stays.</exception>
    public ImportResult Import(ImportFormat format, Action batchRead)
    {
        var run = new ForeignRun(Template(), file.Suffix);
        var batch = new List<ReadPoint>(BatchSize);
        using (var source = PointSources.Open(format, file, choice, run, Report, clock))
        {
            foreach (var read in Guarded(source.Read()))
            {
                if (!HasRun(read.Point))
                {
                    Report.AddBad(read.Line, "the point has no tag 'run', so it would belong to none");
                    continue;
                }

                batch.Add(read);
                if (batch.Count == BatchSize)
                {
                    Write(batch);
                    batchRead();
                }
            }
        }

        Write(batch);
        batchRead();
        List<string> warnings = [.. run.Warnings(), .. Report.Warnings];
        return new ImportResult(format, [.. _order.Select(id => Complete(id, run, warnings))], _stored, Report);
    }

    public void Dispose() => _store?.Dispose();

    private RunDescription Template() => new()
    {
        Id = "",
        Test = choice.Test ?? file.DefaultTest,
        State = RunState.Finished,
        Started = DateTimeOffset.UnixEpoch,
        Labels = choice.Labels,
        Note = choice.Note ?? $"imported from {Path.GetFileName(file.Path)}",
    };

    // A file that breaks off (gzip that is cut) is good up to there.
    private IEnumerable<ReadPoint> Guarded(IEnumerable<ReadPoint> points)
    {
        using var enumerator = points.GetEnumerator();
        while (true)
        {
            try
            {
                if (!enumerator.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
            {
                Report.AddBad(Report.Lines + 1, "the file cannot be unpacked further; it is damaged or not complete");
                yield break;
            }

            yield return enumerator.Current;
        }
    }

    private static bool HasRun(Point point)
    {
        for (var i = 0; i < point.Tags.Count; i++)
        {
            if (point.Tags[i].Key == PointNames.Run)
            {
                return point.Tags[i].Value.Length > 0;
            }
        }

        return false;
    }

    private void Write(List<ReadPoint> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        _store ??= Store.Open(storePath);
        foreach (var (_, point) in batch)
        {
            var id = point.Tags.First(tag => tag.Key == PointNames.Run).Value;
            if (!_runs.ContainsKey(id))
            {
                _runs.Add(id, _store.HasRun(id));
                _order.Add(id);
            }
        }

        var result = _store.Write(Store.RunsDatabase, null, [.. batch.Select(read => read.Point)]);
        _stored += result.Stored;
        foreach (var rejected in result.Rejected)
        {
            Report.AddBad(batch[rejected.Index].Line, rejected.Reason.TrimEnd('.'));
        }

        batch.Clear();
    }

    private ImportedRun Complete(string id, ForeignRun foreign, IReadOnlyList<string> warnings)
    {
        // The description of a run of another file is made of the same words.
        var description = foreign.Description is { } known && known.Id == id ? known : Template() with { Id = id };
        return new ImportedRun(id, _runs[id], !_store!.CompleteImportedRun(description, warnings));
    }
}
