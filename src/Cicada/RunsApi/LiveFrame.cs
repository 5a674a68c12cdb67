namespace Cicada.RunsApi;

/// <summary>One piece of the stream, written when somebody first wants it; everybody gets the same bytes.</summary>
internal sealed class LiveFrame(long? second, Func<byte[]> write)
{
    private readonly Lazy<byte[]> _bytes = new(write);

    /// <summary>The second of a tick; null for everything else.</summary>
    public long? Second => second;

    public ReadOnlyMemory<byte> Bytes => _bytes.Value;
}
