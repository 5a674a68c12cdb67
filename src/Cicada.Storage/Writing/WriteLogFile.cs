namespace Cicada.Storage.Writing;

/// <summary>A file of the log that is being written. Whatever was appended and not synchronised may be gone; what was, is not. For one thread at a time.</summary>
internal sealed class WriteLogFile : IDisposable
{
    private readonly FileStream _stream;

    /// <summary>Begins a file; the folder is made where there is none.</summary>
    /// <exception cref="IOException">It cannot be made, or is there already.</exception>
    public WriteLogFile(string folder, long firstPosition)
    {
        Path = System.IO.Path.Combine(folder, WriteLogFolder.NameOf(firstPosition));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // What is in it is nobody else's business, as in the store.
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _stream = new FileStream(Path, options);
        try
        {
            FolderSync.Flush(folder);
            FolderSync.Flush(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(folder))!);
        }
        catch
        {
            _stream.Dispose();
            WriteLogFolder.Remove(Path);
            throw;
        }
    }

    public string Path { get; }

    /// <summary>How many bytes are in it for good.</summary>
    public long Length { get; private set; }

    /// <summary>The position of the last record in it.</summary>
    public long LastPosition { get; private set; }

    /// <summary>Appends records, and returns when they are on the disk.</summary>
    /// <param name="records">The records.</param>
    /// <param name="lastPosition">The position of the last of them.</param>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> records, long lastPosition)
    {
        foreach (var record in records)
        {
            _stream.Write(record.Span);
        }

        _stream.Flush(flushToDisk: true);
        Length += records.Sum(record => (long)record.Length);
        LastPosition = lastPosition;
    }

    /// <summary>Takes away what an append that failed has left, as far as that can be done; a reader would pass over it all the same.</summary>
    /// <param name="length">How long the file was before.</param>
    public void CutOff(long length)
    {
        try
        {
            _stream.SetLength(length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not whole, or was acknowledged to nobody.
        }
    }

    public void Dispose() => _stream.Dispose();
}
