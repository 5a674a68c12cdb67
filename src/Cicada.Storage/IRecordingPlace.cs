namespace Cicada.Storage;

/// <summary>Where a run is recorded: a file that is this run's alone, or a store that is open for others too. Used by one thread at a time.</summary>
internal interface IRecordingPlace : IDisposable
{
    /// <summary>The file.</summary>
    string Path { get; }

    /// <summary>Opens it, and takes in what earlier runs left in the spool, as far as that takes little time.</summary>
    /// <param name="run">The run, which is on from now.</param>
    /// <exception cref="StoreException">The file cannot be used; the message says why and what to do.</exception>
    void Open(string run);

    /// <summary>
    /// Does something with the file, alone. After a failure the file may be another one, and memory may have been made to agree with it again: what is remembered of it is
    /// held against what is given the next time.
    /// </summary>
    void Write(Action<StoreFile> write);

    /// <summary>Between two writes: what is to be done now and then, some of it.</summary>
    void Tidy();

    /// <summary>The run's end was written, or never will be: what waits in the spool is taken in, as far as that takes little time.</summary>
    void End();
}
