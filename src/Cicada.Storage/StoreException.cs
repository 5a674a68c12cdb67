namespace Cicada.Storage;

/// <summary>
/// The store could not be opened, read or changed. The message says what was seen, what was expected and what to do; it
/// is meant for the person at the screen.
/// </summary>
public sealed class StoreException : Exception
{
    /// <summary>Describes what went wrong.</summary>
    /// <param name="message">What was seen, what was expected, what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public StoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The process that holds the file, where that is the reason and the system told.</summary>
    public int? HolderProcessId { get; internal init; }

    /// <summary>The process that owns the store, where that is the reason and it left word beside the file: its name and, where it has one, its address.</summary>
    public StoreOwner? Owner { get; internal init; }

    // The same in the words InfluxDB has for it, where it has some: for answers of queries, which are not for the person at the screen.
    internal string? InfluxMessage { get; init; }

    // What the failure means for a recording run: whether the same write can succeed later.
    internal OutputFailureKind FailureKind { get; init; } = OutputFailureKind.Final;
}
