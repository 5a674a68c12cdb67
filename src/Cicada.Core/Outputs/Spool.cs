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

    public string Folder => folder;

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

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Interlocked.Increment(ref _written):D8}.batch");
        var partial = path + ".partial";
        long length;
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            SpoolFormat.Write(stream, batch);
            stream.Flush(flushToDisk: true);
            length = stream.Length;
        }

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
                try
                {
                    Directory.Delete(folder);
                }
                catch (IOException)
                {
                    // Something else lies in it; it is not ours to remove.
                }
            }
        }
    }
}
