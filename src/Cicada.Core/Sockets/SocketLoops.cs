namespace Cicada.Sockets;

/// <summary>
/// The loops of a run, one for each processor, made when there is something for them to do, and the watch over them: whoever blocks the thread of a loop is noticed, said, and goes on on the
/// thread pool from then on; a thread that is stuck is replaced, so that nobody else waits for it.
/// </summary>
/// <param name="warn">Takes a sentence for whoever reads the run.</param>
internal sealed class SocketLoops(Action<string> warn) : IDisposable
{
    // A call that is seen at two looks has lasted this long at least. What blocks for a shorter time costs less than finding it out.
    private const int MillisecondsBetweenLooks = 20;

    // A thread that only works goes on to use its processor, whoever has the loop: it is replaced when the others have waited for this many looks.
    private const int PatienceWithWork = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Conduct> _conducts = [];
    private readonly SocketLoop?[] _loops = new SocketLoop?[Environment.ProcessorCount];
    private readonly (long Call, int Looks, bool Blocked)[] _seen = new (long, int, bool)[Environment.ProcessorCount];
    private readonly ManualResetEventSlim _closed = new();
    private bool _isWatched;
    private uint _next;

    /// <summary>Whether this platform has them.</summary>
    public static bool ArePossible => Epoll.IsSupported;

    /// <summary>What is known of the code of a user type.</summary>
    public Conduct ConductOf(string userType)
    {
        lock (_gate)
        {
            if (!_conducts.TryGetValue(userType, out var conduct))
            {
                _conducts.Add(userType, conduct = new Conduct(userType));
            }

            return conduct;
        }
    }

    /// <summary>A loop for one more socket; they take turns.</summary>
    /// <exception cref="ObjectDisposedException">The run is over.</exception>
    public SocketLoop Next()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed.IsSet, this);
            var index = _next++ % (uint)_loops.Length;
            if (!_isWatched)
            {
                _isWatched = true;
                new Thread(Watch) { IsBackground = true, Name = "Cicada watch" }.Start();
            }

            return _loops[index] ??= new SocketLoop((int)index + 1);
        }
    }

    /// <summary>Ends their threads. The sockets have been closed before.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed.IsSet)
            {
                return;
            }

            _closed.Set();
            foreach (var loop in _loops)
            {
                loop?.Dispose();
            }
        }
    }

    private void Watch()
    {
        while (!_closed.Wait(MillisecondsBetweenLooks))
        {
            for (var index = 0; index < _loops.Length; index++)
            {
                if (Volatile.Read(ref _loops[index]) is { } loop)
                {
                    Look(loop, ref _seen[index]);
                }
            }
        }
    }

    private void Look(SocketLoop loop, ref (long Call, int Looks, bool Blocked) seen)
    {
        var call = loop.Call;
        if (call == 0)
        {
            seen = default;
            return;
        }

        // It is the state of two looks that counts: everybody sleeps for a moment now and then.
        var blocked = loop.Thread.IsBlocked;
        var conduct = loop.Called;
        if (seen.Call != call)
        {
            seen = (call, 1, blocked == true);
            return;
        }

        seen.Looks++;
        var isBlocked = blocked == true && seen.Blocked;
        seen.Blocked = blocked == true;
        if ((isBlocked || seen.Looks >= PatienceWithWork) && loop.TryReplace(call))
        {
            seen = default;
            if (conduct is not null && (isBlocked || blocked is null))
            {
                Say(conduct);
            }
        }
    }

    private void Say(Conduct conduct)
    {
        if (conduct.Blocks)
        {
            return;
        }

        conduct.Blocks = true;
        warn($"Users of type '{conduct.UserType}' block the thread their answers come in on, by .Result, Thread.Sleep, a lock or the like. They go on on the thread pool from now on, so that nobody waits for them, " +
            "but that is slower, and late where all its threads are blocked. Await what takes time.");
    }
}
