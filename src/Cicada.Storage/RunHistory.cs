using System.Data.Common;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>The runs kept in a store: to list, show, label, export, query and delete them. Used by one thread at a time.</summary>
/// <remarks>
/// Wherever a run is asked for, its id, the beginning of its id, or <c>latest</c> will do. A run that never came to its end counts as
/// interrupted: who opens the file by this class owns it, so nobody is recording into it. Of a store that is open (<see cref="Store.OpenHistory"/>)
/// the runs that are being recorded count as running, and what is seen is what was there when the history was opened or when it last changed something.
/// </remarks>
public sealed partial class RunHistory : IDisposable
{
    private readonly StoreAccess _access;
    private readonly Store? _store;
    private readonly CancellationToken _cancellation;
    private IDisposable _held;

    // Of a store that is open a snapshot; while something is changed, the file itself.
    private StoreFile _file;
    private RunSnapshot? _snapshot;

    private RunHistory(StoreFile file, StoreAccess access, IDisposable held)
    {
        _file = file;
        _access = access;
        _held = held;
    }

    internal RunHistory(Store store, RunSnapshot snapshot, StoreAccess access, CancellationToken cancellation)
        : this(snapshot.File, access, snapshot) => (_store, _snapshot, _cancellation) = (store, snapshot, cancellation);

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>
    /// Opens a store. What runs left in the spool beside it is among their figures: opened to be changed, it is taken into the store;
    /// opened to be read, it is read with it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="access">What for; only changing and deleting need more than reading.</param>
    /// <exception cref="StoreException">There is no such store, it is in use, or it cannot be opened.</exception>
    public static RunHistory Open(string path, StoreAccess access = StoreAccess.Read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (access == StoreAccess.Read)
        {
            var file = StoreFile.OpenToRead(path);
            return new(file, access, file);
        }

        var ownership = StoreOwnership.OpenExisting(path);
        ownership.TakeInWholeSpool(TimeProvider.System);
        ownership.FinishDeletions();
        return new(ownership.File, access, ownership);
    }

    /// <summary>The documents of runs, newest first, with labels, notes and baselines as they are now.</summary>
    /// <param name="filter">Which runs; null for all.</param>
    public IReadOnlyList<RunSummary> List(RunFilter? filter = null) =>
        Guard(() => (IReadOnlyList<RunSummary>)[.. StoredRun.ReadAll(_file).Where(Admits(filter)).Take(filter?.Limit ?? int.MaxValue).Select(SummaryOf)]);

    /// <summary>The names of all tests that have runs, in order.</summary>
    public IReadOnlyList<string> Tests() =>
        Guard(() => (IReadOnlyList<string>)[.. StoredRun.ReadAll(_file).Select(run => run.Test).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The id of a run.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <exception cref="StoreException">There is none, or several begin like this; the message lists them.</exception>
    public string Find(string run) => Guard(() => Choose(run).Run);

    /// <summary>The document of a run.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <exception cref="StoreException">There is none, or several begin like this; the message lists them.</exception>
    public RunSummary ReadSummary(string run) => Guard(() => SummaryOf(Choose(run)));

    /// <summary>
    /// The document of a run as JSON: for a run that came to its end letter by letter what was written then, unless its labels, its note
    /// or the baseline were changed since; for an interrupted one the figures of everything that reached the store.
    /// </summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <exception cref="StoreException">There is none, or several begin like this; the message lists them.</exception>
    public string ReadDocument(string run) => Guard(() =>
    {
        var stored = Choose(run);
        if (stored.Document is not { } written || stored.Summary is not { } before)
        {
            return RunSummaryJson.Serialize(SummaryOf(stored));
        }

        var now = stored.Bring(before);
        return now.Note == before.Note && now.Baseline == before.Baseline && RunLabels.AreEqual(now.Labels, before.Labels)
            ? written
            : RunSummaryJson.Serialize(now);
    });

    /// <summary>Deletes a run: its points and series in every measurement. Their room is used again before the file grows.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <returns>The id of the run that was deleted.</returns>
    /// <exception cref="StoreException">There is none, or several begin like this; the message lists them.</exception>
    /// <exception cref="InvalidOperationException">The store was not opened with <see cref="StoreAccess.Change"/>.</exception>
    public string Delete(string run) => Delete([run])[0];

    /// <summary>Deletes runs, all or none.</summary>
    /// <param name="runs">For each its id, the beginning of its id, or <c>latest</c>; all are looked up before the first is deleted.</param>
    /// <returns>The ids of the runs that were deleted.</returns>
    /// <exception cref="StoreException">There is no such run, or several begin like this; the message lists them, and nothing is deleted.</exception>
    /// <exception cref="InvalidOperationException">The store was not opened with <see cref="StoreAccess.Change"/>.</exception>
    public IReadOnlyList<string> Delete(IReadOnlyList<string> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RequireChange();
        return Guard(() =>
        {
            var all = StoredRun.ReadAll(_file);
            var ids = runs.Select(run => Choose(all, run).Run).Distinct().ToList();
            if (ids.Count > 0 && _store is { } store)
            {
                store.DeleteRuns(ids);
                Renew(store);
            }
            else if (ids.Count > 0)
            {
                RunDeletion.Delete(_file, ids);
            }

            return ids;
        });
    }

    /// <summary>
    /// Writes the points of a run as CSV, in the order they were recorded: a header line, then one line a point with
    /// <c>time</c> (nanoseconds since the Unix epoch), tags and fields. Line breaks inside texts are written as <c>\n</c>.
    /// </summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <param name="writer">Where to; holds no more than a few thousand points at a time.</param>
    /// <param name="measurement">The measurement, the requests unless another is wanted.</param>
    /// <param name="progress">Called with the number of points written so far, after each; or null.</param>
    /// <returns>The number of points.</returns>
    /// <exception cref="StoreException">There is no such run or measurement; the message lists those there are.</exception>
    public long ExportCsv(string run, TextWriter writer, string? measurement = null, Action<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return Guard(() => CsvExport.Write(_file, Choose(run).Run, measurement ?? MeasurementNames.Default.Requests, writer, progress));
    }

    /// <summary>Asks the store in SQL. Each measurement is a view of its name; nothing can be changed and no file or address be read.</summary>
    /// <param name="query">One statement that reads: <c>SELECT</c>, <c>FROM</c>, <c>WITH</c>, <c>SHOW</c>, <c>DESCRIBE</c> …</param>
    /// <returns>The rows as they come; to be disposed before the next question.</returns>
    /// <exception cref="StoreException">It is no such statement, or DuckDB refuses it.</exception>
    public SqlRows Sql(string query)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        return Guard(() => SqlRows.Ask(_file, query, _snapshot));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _held.Dispose();

    // A whole id, which is what programs say, is found without reading what is known of all other runs.
    private StoredRun Choose(string run)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        return StoredRun.ReadAll(_file, run) is [var one] ? one : Choose(StoredRun.ReadAll(_file), run);
    }

    private StoredRun Choose(IReadOnlyList<StoredRun> all, string run)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        return StoredRun.Choose(_file.Path, all, run);
    }

    private RunSummary SummaryOf(StoredRun run) =>
        run.Bring(run.Summary ?? (run.IsRunning ? RunningRun.Summarize(_file, run, new RunQuery(this, run.Run)) : InterruptedRun.Summarize(_file, run)));

    private void RequireChange()
    {
        if (_access != StoreAccess.Change)
        {
            throw new InvalidOperationException(
                $"The store '{Path}' was opened to read. Open it with '{nameof(StoreAccess)}.{nameof(StoreAccess.Change)}' to change or delete runs.");
        }
    }

    /// <summary>Changes something, in one transaction: all that <paramref name="change"/> reads and writes by the file happens while nobody else writes.</summary>
    private T Change<T>(Func<T> change)
    {
        RequireChange();
        if (_store is not { } store)
        {
            return Guard(change);
        }

        _cancellation.ThrowIfCancellationRequested();
        var result = store.ChangeRuns(file =>
        {
            var seen = _file;
            _file = file;
            try
            {
                return change();
            }
            finally
            {
                _file = seen;
            }
        });
        Renew(store);
        return result;
    }

    private void Renew(Store store)
    {
        _held.Dispose();
        _snapshot = store.OpenSnapshot(_cancellation);
        (_file, _held) = (_snapshot.File, _snapshot);
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return _snapshot is { } snapshot && snapshot.File == _file ? snapshot.Ask(read) : read();
        }
        catch (DbException exception)
        {
            throw StoreErrors.Translate(_file.Path, exception);
        }
    }
}
