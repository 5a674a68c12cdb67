namespace Cicada.Storage.Writing;

/// <summary>What one write needs and the next can use again: the reader of its lines, and memory for its records.</summary>
internal sealed class LineSession
{
    public LineParser Parser { get; } = new();

    public RecordWriter Record { get; } = new();

    /// <summary>The write is over: what it took beyond the usual is let go.</summary>
    public void Rest()
    {
        Parser.Rest();
        Record.Rest();
    }
}
