using System.Collections.Concurrent;

namespace Cicada.Storage.Writing;

/// <summary>
/// Lends what writes need, and divides memory among those that are read at once: the more there are, the smaller the batches in which each goes to the log. So none waits
/// for another, however slowly that one sends, and all of them together take a bounded amount.
/// </summary>
internal sealed class LineSessions
{
    // For the batches of all writes at once; as much again for their records and for the series they know.
    private const long MostOfAll = 64 << 20;

    // A write of usual size is one batch, unless some hundred come at once.
    private const long Least = 64 << 10;

    // What is learned of series is worth keeping for the next write; there is no use for more than can be read at a time.
    private static readonly int MostIdle = 2 * Environment.ProcessorCount;

    private readonly ConcurrentStack<LineSession> _idle = [];
    private int _idleCount;
    private int _lent;

    /// <summary>How many are kept for the next writes.</summary>
    public int Idle => Volatile.Read(ref _idleCount);

    /// <summary>About how many bytes the batch of a write may take now.</summary>
    public long Share => Math.Clamp(MostOfAll / Math.Max(Volatile.Read(ref _lent), 1), Least, LineBatch.Largest);

    public LineSession Take()
    {
        Interlocked.Increment(ref _lent);
        if (_idle.TryPop(out var session))
        {
            Interlocked.Decrement(ref _idleCount);
            return session;
        }

        return new LineSession();
    }

    public void Return(LineSession session)
    {
        Interlocked.Decrement(ref _lent);
        if (Interlocked.Increment(ref _idleCount) > MostIdle)
        {
            Interlocked.Decrement(ref _idleCount);
            return;
        }

        session.Rest();
        _idle.Push(session);
    }
}
