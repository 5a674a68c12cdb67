namespace Cicada.Storage;

/// <content>What an imported run needs besides its points.</content>
public sealed partial class Store
{
    /// <summary>Whether there is any point of a run, in whatever measurement.</summary>
    /// <param name="run">Its whole id.</param>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public bool HasRun(string run)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        return ReadFile(file => RunPointReader.Measurements(file)
            .Any(one => file.Scalar($"SELECT count(*) FROM data.{one.Table.SeriesTable} WHERE {one.Run.SqlName} = $1", run) is > 0L));
    }

    /// <summary>
    /// Gives a run whose points were imported what every run has: statistics of each second, if there are requests and no statistics; and
    /// the description with its figures and its document, if there is none. What is there already stays as it is.
    /// </summary>
    /// <param name="run">
    /// The run: its id, and for the description its test, host, labels, note. When it began and ended is what its points say.
    /// </param>
    /// <param name="warnings">Sentences for the document that a reader of the figures must know.</param>
    /// <returns>True when it got a description, false when it had one.</returns>
    /// <exception cref="StoreException">The file cannot be read or written.</exception>
    public bool CompleteImportedRun(RunDescription run, IReadOnlyList<string>? warnings = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var completion = new RunCompletion(this, run, warnings ?? []);
        return completion.Complete();
    }

    // A completion reads, writes by the door everybody uses, and reads again.
    internal T ReadFile<T>(Func<StoreFile, T> read) => Read(_ => read(_ownership.File));

    internal void ChangeFile(Action<StoreFile> change) => Change(_ => change(_ownership.File));
}
