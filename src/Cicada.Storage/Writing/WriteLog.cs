namespace Cicada.Storage.Writing;

/// <summary>
/// The log beside the store: a batch that is in it survives the end of the process and of the machine. Batches of several writers that come together share one
/// synchronisation of the disk.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="position">The position of the last batch before it.</param>
/// <param name="kept">Is told of batches once they are in the log, in order.</param>
internal sealed class WriteLog(string folder, long position, Action<IReadOnlyList<LineBatch>> kept) : IDisposable
{
    // A file that is full is removed as soon as all of it is in the tables.
    private const long MostOfFile = 64 << 20;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly List<(string Path, long Last)> _full = [];
    private List<WriteLogEntry> _waiting = [];
    private WriteLogFile? _file;
    private long _position = position;
    private bool _isClosed;

    /// <summary>Gives a batch its place. For one caller at a time; who calls sees to it that <see cref="KeepAsync"/> is called next.</summary>
    public WriteLogEntry Enter(LineBatch batch, RecordWriter writer)
    {
        batch.Position = ++_position;
        writer.Write(batch);
        var entry = new WriteLogEntry(batch, writer.Record);
        lock (_gate)
        {
            _waiting.Add(entry);
        }

        return entry;
    }

    /// <summary>Completes when the batch is on the disk.</summary>
    /// <exception cref="IOException">It is not, and will not be.</exception>
    public async Task KeepAsync(WriteLogEntry entry)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!entry.IsSettled)
            {
                AppendAll();
            }
        }
        finally
        {
            _turn.Release();
        }

        if (entry.Fault is { } fault)
        {
            throw new IOException(fault.Message, fault);
        }

        if (!entry.IsSettled)
        {
            // Nothing is acknowledged for want of a reason against it.
            throw new IOException("It did not come into the log");
        }
    }

    /// <summary>Brings all that has a place to the disk; returns when it is there, or will not be.</summary>
    public void KeepAll()
    {
        _turn.Wait();
        try
        {
            AppendAll();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes the files whose batches are all in the tables.</summary>
    /// <param name="merged">Up to where they are.</param>
    public void Release(long merged)
    {
        lock (_gate)
        {
            foreach (var (path, _) in _full.Where(file => file.Last <= merged))
            {
                WriteLogFolder.Remove(path);
            }

            _full.RemoveAll(file => file.Last <= merged);
        }
    }

    /// <summary>Takes no more; batches that are on their way are kept first.</summary>
    public void Close()
    {
        _turn.Wait();
        try
        {
            if (!_isClosed)
            {
                AppendAll();
                _isClosed = true;
                EndFile();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _turn.Dispose();
    }

    private void AppendAll()
    {
        List<WriteLogEntry> entries;
        lock (_gate)
        {
            (entries, _waiting) = (_waiting, []);
        }

        if (entries.Count == 0)
        {
            return;
        }

        var good = _file?.Length ?? 0;
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _file ??= new WriteLogFile(folder, entries[0].Batch.Position);
            _file.Append([.. entries.Select(entry => entry.Record)], entries[^1].Batch.Position);
            kept([.. entries.Select(entry => entry.Batch)]);
            if (_file.Length >= MostOfFile)
            {
                EndFile();
            }
        }
        catch (Exception exception)
        {
            // Whatever it is: each of these writers is told, since for those who wait for their turn there is nothing left to do. And nobody knows what is behind the
            // last good record now, so nothing more is written there.
            foreach (var entry in entries)
            {
                (entry.Fault, entry.IsSettled) = (exception, true);
            }

            _file?.CutOff(good);
            EndFile();
            return;
        }

        entries.ForEach(entry => entry.IsSettled = true);
    }

    private void EndFile()
    {
        if (_file is { } file)
        {
            file.Dispose();
            _file = null;
            lock (_gate)
            {
                _full.Add((file.Path, file.LastPosition));
            }
        }
    }
}
