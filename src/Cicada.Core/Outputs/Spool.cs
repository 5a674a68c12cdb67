namespace Cicada.Outputs;

/// <summary>
/// Batches that wait on disk for one output: one file each, in order, bounded in bytes. The folder exists only while
/// there is something in it.
/// </summary>
internal sealed class Spool(string folder, long maximumBytes)
{
    private readonly Lock _gate = new();
    private readonly Queue<(string Path, int Samples, long Bytes)> _files = new();
    private long _bytes;
    private long _written = -1;
    private bool _madeRoot;

    public string Folder => folder;

    // The folder of all spools: around the run's, which is around this one.
    private string Root => Path.GetFullPath(Path.Combine(folder, "..", ".."));

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _files.Count == 0;
            }
        }
    }

    /// <summary>Writes a batch; false when the limit is reached. It is on disk when this returns.</summary>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public bool TryAdd(OutputBatch batch)
    {
        lock (_gate)
        {
            if (_bytes >= maximumBytes)
            {
                return false;
            }
        }

        if (!Directory.Exists(folder))
        {
            _madeRoot |= !Directory.Exists(Root);
            Directory.CreateDirectory(folder);
        }

        var path = Path.Combine(folder, $"{Interlocked.Increment(ref _written):D8}.batch");
        var partial = path + ".partial";
        var length = Write(partial, batch);
        File.Move(partial, path);
        lock (_gate)
        {
            _files.Enqueue((path, batch.Requests.Length, length));
            _bytes += length;
        }

        return true;
    }

    /// <summary>The oldest batch, which stays until <see cref="RemoveOldest"/>; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public OutputBatch? PeekOldest(out int samples)
    {
        string path;
        lock (_gate)
        {
            if (!_files.TryPeek(out var file))
            {
                samples = 0;
                return null;
            }

            (path, samples) = (file.Path, file.Samples);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return SpoolFormat.Read(stream);
    }

    public void RemoveOldest()
    {
        lock (_gate)
        {
            var (path, _, bytes) = _files.Dequeue();
            _bytes -= bytes;
            File.Delete(path);
            if (_files.Count == 0)
            {
                RemoveEmptyFolders();
            }
        }
    }

    private static long Write(string path, OutputBatch batch)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            SpoolFormat.Write(stream, batch);
            stream.Flush(flushToDisk: true);
            return stream.Length;
        }
        catch
        {
            // A part of a batch helps nobody, and on a full disk its space is needed.
            File.Delete(path);
            throw;
        }
    }

    /// <summary>The output's folder, the run's around it, and the one of all spools if it was made here, as far as nothing else lies in them.</summary>
    private void RemoveEmptyFolders()
    {
        try
        {
            var emptied = new DirectoryInfo(folder);
            for (var level = 0; level < (_madeRoot ? 3 : 2) && emptied is { Exists: true } && !emptied.EnumerateFileSystemInfos().Any(); level++)
            {
                emptied.Delete();
                emptied = emptied.Parent;
            }
        }
        catch (IOException)
        {
            // Somebody put something there just now; it is not ours to remove.
        }
    }
}
