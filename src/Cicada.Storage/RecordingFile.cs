namespace Cicada.Storage;

/// <summary>A file that a run opens and has for itself.</summary>
/// <param name="path">The file; created when it does not exist, its folder must.</param>
/// <param name="clock">The time by which points grow too old.</param>
internal sealed class RecordingFile(string path, TimeProvider clock) : IRecordingPlace
{
    private StoreOwnership? _ownership;
    private StoreFile? _written;
    private long? _looked;
    private long? _trimmed;

    public string Path => path;

    public void Open(string run)
    {
        _ownership = StoreOwnership.Open(path, RecordingSettings.OfOwnFile);
        TakeInSpool(RecordingSettings.SpoolTimeAtStart);
    }

    public void Write(Action<StoreFile> write)
    {
        var ownership = _ownership ?? throw new InvalidOperationException("The store is written to before it was opened. Call OpenAsync first.");
        try
        {
            var file = ownership.Secure();
            write(file);
            _written = file;
        }
        catch
        {
            // Whatever it is, what is remembered may not be in the file.
            Release();
            throw;
        }
    }

    public void Tidy()
    {
        EnforceRetention();
        TrimCache();
    }

    public void End()
    {
        TakeInSpool(RecordingSettings.SpoolTimeAtEnd);
        _ownership?.Checkpoint();
        Dispose();
    }

    public void Dispose()
    {
        _written = null;
        _ownership?.Dispose();
        _ownership = null;
    }

    // DuckDB keeps every block it has met, up to its limit; a recorder hardly ever reads one again. So that a long run takes no more memory than a short
    // one, the blocks are let go now and then.
    private void TrimCache()
    {
        if (_written is null || (_trimmed is { } trimmed && clock.GetElapsedTime(trimmed) < RecordingSettings.BetweenTrims))
        {
            return;
        }

        _trimmed = clock.GetTimestamp();
        if (!RecordingSettings.Trim(_written, RecordingSettings.Memory))
        {
            Release();
        }
    }

    // A step of it between two writes: no write waits for more than that.
    private void EnforceRetention()
    {
        if (_written is null || (_looked is { } looked && clock.GetElapsedTime(looked) < RetentionLoop.Every))
        {
            return;
        }

        try
        {
            var removed = _written.InTransaction(() => RunDeletion.RemoveSome(_written) is var left and > 0 ? left : RetentionStep.Remove(_written, UnixTime.Nanoseconds(clock.GetUtcNow())));
            _looked = removed > 0 ? null : clock.GetTimestamp();
        }
        catch (Exception)
        {
            // Whatever it is, the batch before it is stored all the same, and must not come again. What is too old is still there the next time.
            _looked = clock.GetTimestamp();
            Release();
        }
    }

    private void TakeInSpool(TimeSpan time)
    {
        var started = clock.GetTimestamp();
        _ownership?.TakeInSpool(() => clock.GetElapsedTime(started) < time);
    }

    private void Release()
    {
        _written = null;
        _ownership?.Release();
    }
}
