namespace Cicada.Outputs;

/// <summary>
/// One folder in which a spool keeps files: <c>root/run/output</c>. It exists only while there is something in it, only the user may
/// look into it, and it is marked as somebody's for as long.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="create">Opens a file to be written, a new one or over an old one.</param>
internal sealed class SpoolPlace(string folder, Func<string, FileStream> create)
{
    private readonly Lock _gate = new();
    private FileStream? _mark;
    private int _files;

    // Files, and writes that are to become one: as long as there is any, the folder stays.
    private int _uses;
    private bool _madeRoot;

    public string Folder => folder;

    /// <summary>The folder of all spools: around the run's, which is around this one.</summary>
    public string Root => Path.GetFullPath(Path.Combine(folder, "..", ".."));

    public bool IsEmpty => Volatile.Read(ref _files) == 0;

    /// <summary>Writes a file. It is whole and on disk when this returns, and not there at all when this throws.</summary>
    /// <exception cref="IOException">The disk would not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public SpoolFile Write(string name, Action<Stream> content)
    {
        Enter();
        try
        {
            var path = Path.Combine(folder, name);
            var partial = path + SpoolFiles.PartialEnding;
            var bytes = WritePartial(partial, content);
            File.Move(partial, path, overwrite: true);
            Interlocked.Increment(ref _files);
            return new SpoolFile(this, path, bytes);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public void Remove(SpoolFile file)
    {
        SpoolFiles.TryDelete(file.Path);
        Interlocked.Decrement(ref _files);
        Leave();
    }

    /// <summary>Takes the mark away: what still lies here is from now on anybody's to deliver.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            Unmark();
            TidyUp();
        }
    }

    /// <summary>Opens a file that only the user may read.</summary>
    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private long WritePartial(string path, Action<Stream> content)
    {
        try
        {
            using var stream = create(path);
            content(stream);
            stream.Flush(flushToDisk: true);
            return stream.Length;
        }
        catch
        {
            // A part of a batch helps nobody, and on a full disk its space is needed.
            SpoolFiles.TryDelete(path);
            throw;
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            if (!Directory.Exists(folder))
            {
                // The folder went away with the mark in it.
                Unmark();
                _madeRoot |= !Directory.Exists(Root);
                CreateFolder(folder);
            }

            _mark ??= SpoolFiles.Mark(folder);
            _uses++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _uses--;
            TidyUp();
        }
    }

    private void TidyUp()
    {
        if (_uses == 0)
        {
            Unmark();
            SpoolFiles.TryDeleteFolders(folder, _madeRoot ? 3 : 2);
        }
    }

    private void Unmark()
    {
        if (_mark is not null)
        {
            _mark.Dispose();
            _mark = null;
            SpoolFiles.TryDelete(Path.Combine(folder, SpoolFiles.MarkName));
        }
    }

    // One by one: the mode given to the framework's own method does not go for the folders around the last one.
    private static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            CreateFolder(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
