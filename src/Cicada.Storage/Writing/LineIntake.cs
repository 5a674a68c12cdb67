using System.Collections.Concurrent;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Writing;

/// <summary>
/// Takes in line protocol: read into columns, held against what is known of the measurements, kept in the log, acknowledged. The batches wait in memory until they are
/// merged into the tables, in the background or because somebody reads.
/// </summary>
/// <remarks>
/// Who changes the tables otherwise holds <see cref="Admission"/> from before what waits is merged until the change is done, so that nothing is admitted by what no longer
/// holds. It is taken before the store's gate, never within it.
/// </remarks>
internal sealed class LineIntake : IDisposable
{
    private readonly ILineStore _store;
    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly LineSessions _sessions = new();
    private readonly ConcurrentDictionary<(string Database, string Policy), WritePlace> _places = new();
    private readonly Dictionary<string, SeriesCensus> _censuses = new(StringComparer.Ordinal);
    private readonly WaitingBatches _waiting = new();
    private readonly MergeLoop _loop;
    private WriteLog? _log;
    private bool _isClosed;

    /// <param name="store">The store.</param>
    /// <param name="path">Its file.</param>
    /// <param name="clock">The time of points without one.</param>
    /// <param name="tell">Takes sentences about what goes wrong where nobody waits for an answer.</param>
    public LineIntake(ILineStore store, string path, TimeProvider clock, Action<string> tell)
    {
        _store = store;
        _folder = WriteLogFolder.Of(path);
        _clock = clock;
        _loop = new MergeLoop(_waiting, store.MergeWaiting, clock, tell);
    }

    /// <summary>How many series there may be.</summary>
    public SeriesLimits Limits { get; set; } = new();

    /// <summary>Held while a batch gets its place, and by whoever changes the tables.</summary>
    public Lock Admission { get; } = new();

    /// <summary>Batches that are in the log and not in the tables.</summary>
    public WaitingBatches Waiting => _waiting;

    /// <summary>Takes in the points of a text.</summary>
    public async Task<InfluxWriteOutcome> WriteAsync(InfluxWrite write, Stream lines, CancellationToken cancellation)
    {
        var session = _sessions.Take();
        try
        {
            WritePlace place;
            try
            {
                place = FindPlace(write.Database, write.RetentionPolicy);
            }
            catch (NoSuchPlaceException exception) when (exception.Kind == InfluxWriteKind.NoRetentionPolicy)
            {
                return await WithoutPolicyAsync(write, exception, session.Parser, lines, cancellation).ConfigureAwait(false);
            }

            return await WriteAsync(write, place, session, lines, cancellation).ConfigureAwait(false);
        }
        catch (NoSuchPlaceException exception)
        {
            return new(exception.Kind, exception.Message, 0);
        }
        catch (StoreException exception)
        {
            return new(InfluxWriteKind.Unavailable, exception.Message, 0);
        }
        finally
        {
            _sessions.Return(session);
        }
    }

    /// <summary>Whatever was admitted is among what waits when this returns. Whoever calls holds <see cref="Admission"/>.</summary>
    public void KeepAll() => _log?.KeepAll();

    /// <summary>The tables were changed by somebody else: what was known of them is looked up anew. Whoever says so holds <see cref="Admission"/> and the store's gate.</summary>
    public void Forget()
    {
        foreach (var place in _places.Values)
        {
            place.BecomeStale();
        }

        _places.Clear();
        _censuses.Clear();
    }

    /// <summary>What was merged needs no log any more.</summary>
    public void Release(long merged) => _log?.Release(merged);

    /// <summary>Takes in no more, and merges no more in the background; what waits is still to be merged.</summary>
    public void Close()
    {
        lock (Admission)
        {
            _isClosed = true;
        }

        try
        {
            _loop.Dispose();
        }
        finally
        {
            _log?.Close();
        }
    }

    public void Dispose()
    {
        Close();
        _log?.Dispose();
    }

    private async Task<InfluxWriteOutcome> WriteAsync(InfluxWrite write, WritePlace place, LineSession session, Stream lines, CancellationToken cancellation)
    {
        var refusals = new WriteRefusals();
        var now = UnixTime.Nanoseconds(_clock.GetUtcNow());
        var oldest = place.Policy.Duration is { } duration ? now - (duration.Ticks * 100) : long.MinValue;
        session.Parser.Begin(write.Precision, now, oldest, refusals);
        var batch = BeginBatch(session, place);
        var stored = 0L;
        for (var ended = false; !ended;)
        {
            var read = await lines.ReadAsync(session.Parser.Room(), cancellation).ConfigureAwait(false);
            session.Parser.Filled(read);
            ended = read == 0;
            while (session.Parser.Read())
            {
                (place, var some) = await KeepAsync(place, batch, session, refusals, cancellation).ConfigureAwait(false);
                stored += some;
                batch = BeginBatch(session, place);
            }
        }

        stored += (await KeepAsync(place, batch, session, refusals, cancellation).ConfigureAwait(false)).Stored;
        var error = refusals.Error;
        return new(error.Length > 0 ? InfluxWriteKind.Refused : InfluxWriteKind.Stored, error, stored);
    }

    /// <summary>As in InfluxDB lines that cannot be read are said before a policy that is not there.</summary>
    private async Task<InfluxWriteOutcome> WithoutPolicyAsync(
        InfluxWrite write, NoSuchPlaceException exception, LineParser parser, Stream lines, CancellationToken cancellation)
    {
        var refusals = new WriteRefusals();
        parser.Begin(write.Precision, UnixTime.Nanoseconds(_clock.GetUtcNow()), long.MinValue, refusals);
        parser.BeginBatch(Lost(), _ => WriteSchema.Unknown);
        for (var ended = false; !ended && refusals.Understood == 0;)
        {
            var read = await lines.ReadAsync(parser.Room(), cancellation).ConfigureAwait(false);
            parser.Filled(read);
            ended = read == 0;
            while (parser.Read())
            {
                parser.BeginBatch(Lost(), _ => WriteSchema.Unknown);
            }
        }

        return refusals is { BadLines: > 0, Understood: 0 } ? new(InfluxWriteKind.Refused, refusals.Error, 0)
            : new(exception.Kind, exception.Message, 0);

        LineBatch Lost() => new(write.Database, write.RetentionPolicy) { Most = _sessions.Share };
    }

    private LineBatch BeginBatch(LineSession session, WritePlace place)
    {
        var batch = new LineBatch(place.Database, place.Policy.Name) { Most = _sessions.Share };
        session.Parser.BeginBatch(batch, place.SchemaOf);
        return batch;
    }

    private async Task<(WritePlace Place, long Stored)> KeepAsync(
        WritePlace place, LineBatch batch, LineSession session, WriteRefusals refusals, CancellationToken cancellation)
    {
        if (batch.Blocks.Count == 0)
        {
            return (place, 0);
        }

        await _waiting.RoomAsync(cancellation).ConfigureAwait(false);
        WriteLogEntry entry;
        lock (Admission)
        {
            if (_isClosed)
            {
                throw Closed();
            }

            if (place.IsStale)
            {
                place = FindPlace(place.Database, place.Policy.Name);
            }

            Admit(batch, place, refusals);
            if (batch.Points == 0)
            {
                return (place, 0);
            }

            _log ??= new WriteLog(_folder, _store.BeginLog(), _waiting.Add);
            entry = _log.Enter(batch, session.Record);
            _store.Admitted(batch);
        }

        try
        {
            await _log.KeepAsync(entry).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new StoreException($"What was written cannot be kept in '{_folder}': {exception.Message.TrimEnd('.')}. Free some space there, and write it again.", exception)
            {
                FailureKind = OutputFailureKind.Temporary,
            };
        }

        return (place, batch.Points);
    }

    /// <summary>Holds a batch against what is known now, which may be more than when it was read, and makes it known.</summary>
    private void Admit(LineBatch batch, WritePlace place, WriteRefusals refusals)
    {
        if (!_censuses.TryGetValue(place.Database, out var census))
        {
            _censuses.Add(place.Database, census = new(_store, place.Database, Limits));
        }

        census.BeginBatch();
        foreach (var block in batch.Blocks)
        {
            var schema = place.SchemaOf(block.Measurement);
            if (!ReferenceEquals(schema, block.Schema))
            {
                Reconcile(block, schema, refusals);
            }

            block.RemoveUnusedKeys();
            census.Admit(place.Policy.Name, block, refusals);
            block.RemoveUnusedKeys();

            var extended = schema.With(block);
            if (!ReferenceEquals(extended, schema))
            {
                place.Extend(block.Measurement, extended);
            }
        }

        batch.Blocks.RemoveAll(block => block.Count == 0);
    }

    private static void Reconcile(PointBlock block, WriteSchema schema, WriteRefusals refusals)
    {
        foreach (var field in block.Fields.ToList())
        {
            if (schema.TypeOf(field.Name) is not { } type || type == field.Type)
            {
                continue;
            }

            var removed = block.Remove(field.Has);
            for (var i = 0; i < removed; i++)
            {
                refusals.Conflict(block.Measurement, field.Name, field.Type, type);
            }

            block.RemoveField(field);
        }
    }

    private WritePlace FindPlace(string database, string policy)
    {
        if (_places.TryGetValue((database, policy), out var known))
        {
            return known;
        }

        return _store.Look(catalogue =>
        {
            var found = catalogue.FindDatabase(database) ?? throw new NoSuchPlaceException(InfluxWriteKind.NoDatabase, $"database not found: \"{database}\"");
            var wanted = found.Find(policy.Length == 0 ? null : policy)
                ?? throw new NoSuchPlaceException(InfluxWriteKind.NoRetentionPolicy, $"retention policy not found: {(policy.Length == 0 ? found.DefaultPolicy : policy)}");

            // One object for a policy, by whatever name it was asked for.
            var place = _places.GetOrAdd((database, wanted.Policy.Name), _ => new WritePlace(database, wanted.Policy, Load));
            return policy.Length == 0 ? _places[(database, policy)] = place : place;
        });
    }

    private WriteSchema Load(WritePlace place, string measurement) => _store.Look(catalogue =>
    {
        var isOfRuns = place.Database == Catalogue.RunsDatabase && place.Policy.Name == Catalogue.DefaultPolicy;
        return place.Learn(measurement, WriteSchema.Of(catalogue.Find(place.Database, place.Policy.Name, measurement), measurement, isOfRuns));
    });

    private static StoreException Closed() => new("The store is being closed and takes nothing more. Write again when it is open.")
    {
        FailureKind = OutputFailureKind.Temporary,
    };
}
