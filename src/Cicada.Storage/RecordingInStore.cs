namespace Cicada.Storage;

/// <summary>An open store that others read and write beside the run; whoever opened it closes it.</summary>
internal sealed class RecordingInStore(Store store) : IRecordingPlace
{
    private string? _run;

    public string Path => store.Path;

    public void Open(string run)
    {
        store.BeginRecording(run);
        _run = run;
        store.TakeInSpool(RecordingSettings.SpoolTimeAtStart);
    }

    public void Write(Action<StoreFile> write) => store.Record(write);

    public void Tidy() => store.TidyAfterRecording();

    public void End()
    {
        store.TakeInSpool(RecordingSettings.SpoolTimeAtEnd);
        Dispose();
    }

    public void Dispose()
    {
        if (_run is { } run)
        {
            _run = null;
            store.EndRecording(run);
        }
    }
}
