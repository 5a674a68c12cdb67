namespace Cicada.Load;

/// <summary>
/// Users whose waits were over at the same time, let go on by as few threads of the pool as there are free: the queue of the pool is asked once for all of them, and once more for each thread
/// that helps. Used again, so that waking allocates nothing.
/// </summary>
/// <param name="spare">Where it waits to be used again; others reach into it too.</param>
internal sealed class WokenUsers(Stack<WokenUsers> spare) : IThreadPoolWorkItem
{
    /// <summary>So many at the most.</summary>
    public const int Most = 32;

    // More are not kept than are on their way where a million users wait a second.
    private const int MostSpare = 1024;

    private readonly UserWait[] _waits = new UserWait[Most];
    private int _count;
    private int _taken;

    // How often it is in a queue or on a thread: only after that may it be used again.
    private int _uses;

    /// <summary>Lets users go on.</summary>
    /// <param name="first">The first of them, the others behind it by <see cref="UserWait.Next"/>.</param>
    /// <returns>Whoever is left.</returns>
    public UserWait? Wake(UserWait first)
    {
        UserWait? wait = first;
        for (_count = 0; wait is not null && _count < Most; _count++)
        {
            // Apart, before any of them goes on: it may wait again, and have another behind it.
            _waits[_count] = wait;
            (wait.Next, wait) = (null, wait.Next);
        }

        _taken = 0;
        _uses = 1;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return wait;
    }

    public void Execute()
    {
        // Whoever else is free may help, and has to where a user keeps this thread.
        if (Volatile.Read(ref _taken) < _count - 1)
        {
            Interlocked.Increment(ref _uses);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }

        while (Interlocked.Increment(ref _taken) is var taken && taken <= _count)
        {
            _waits[taken - 1].Execute();
        }

        if (Interlocked.Decrement(ref _uses) == 0)
        {
            lock (spare)
            {
                if (spare.Count < MostSpare)
                {
                    spare.Push(this);
                }
            }
        }
    }
}
