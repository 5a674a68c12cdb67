namespace Cicada.Http;

/// <summary>How many connections the users of a run have open.</summary>
internal sealed class OpenConnections
{
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Opened() => Interlocked.Increment(ref _count);

    public void Closed() => Interlocked.Decrement(ref _count);
}
