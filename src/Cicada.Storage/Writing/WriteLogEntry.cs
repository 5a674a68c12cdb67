namespace Cicada.Storage.Writing;

/// <summary>A batch on its way into the log.</summary>
/// <param name="batch">The batch.</param>
/// <param name="record">Its form in the log; stays as it is until the batch is in it.</param>
internal sealed class WriteLogEntry(LineBatch batch, ReadOnlyMemory<byte> record)
{
    public LineBatch Batch => batch;

    public ReadOnlyMemory<byte> Record => record;

    /// <summary>Whether it is in the log for good, or never will be.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Why it never will be.</summary>
    public Exception? Fault { get; set; }
}
