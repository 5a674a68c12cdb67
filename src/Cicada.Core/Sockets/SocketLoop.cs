using System.Runtime.InteropServices;

namespace Cicada.Sockets;

/// <summary>
/// A thread that waits for what happens to many sockets and lets those who wait for it go on, there and then: the code of users runs on it. That is what makes it fast, and what makes it
/// delicate: code that blocks the thread would keep the answers from all others of the loop, its own among them. So the thread can be replaced in the middle of a call
/// (<see cref="TryReplace"/>): another goes on with what is left, and the one that was stuck ends as soon as it comes back.
/// </summary>
internal sealed unsafe class SocketLoop : IDisposable
{
    // More at once gain nothing; fewer are a system call more often.
    private const int MostEvents = 256;

    private readonly EpollHandle _epoll = Epoll.Create();
    private readonly Lock _gate = new();
    private readonly Stack<int> _free = [];
    private readonly int _number;

    // The first place is that of the event which says that the loop is closed.
    private PolledSocket?[] _places = new PolledSocket?[64];
    private int _used = 1;
    private uint _given;

    // What is left to be told. They belong to the thread that has the loop, and pass to the next one with it.
    private readonly byte* _events = (byte*)NativeMemory.Alloc((nuint)(MostEvents * Epoll.EventSize));
    private int _count;
    private int _next;
    private long _calls;

    // The number of the call that goes on; 0 between calls.
    private long _call;
    private PolledSocket? _called;
    private LoopThread? _thread;
    private bool _isClosed;
    private EpollHandle? _closing;

    /// <param name="number">Its number among the loops of the run, for the names of threads.</param>
    public SocketLoop(int number)
    {
        _number = number;
        Start();
    }

    /// <summary>The number of the call that goes on; 0 between calls.</summary>
    public long Call => Volatile.Read(ref _call);

    /// <summary>The thread that has the loop.</summary>
    public LoopThread Thread => Volatile.Read(ref _thread)!;

    /// <summary>Whose code the thread is in, or was in last.</summary>
    public Conduct? Called => Volatile.Read(ref _called)?.Conduct;

    /// <summary>Watches a socket from now on.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public void Add(PolledSocket socket, SafeHandle handle)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out var index))
            {
                index = _used++;
                if (index == _places.Length)
                {
                    // The thread of the loop reads whichever of the two it finds.
                    var larger = new PolledSocket?[_places.Length * 2];
                    _places.CopyTo(larger, 0);
                    Volatile.Write(ref _places, larger);
                }
            }

            // Each has another number, so that word of a socket that is gone does not reach the one that has its place.
            socket.Place = ((ulong)++_given << 32) | (uint)index;
            Volatile.Write(ref _places[index], socket);
        }

        Epoll.Watch(_epoll, handle, socket.Place);
    }

    /// <summary>Nothing is told about it any more.</summary>
    public void Remove(PolledSocket socket)
    {
        lock (_gate)
        {
            var index = (int)(uint)socket.Place;
            if (index != 0)
            {
                _places[index] = null;
                _free.Push(index);
                socket.Place = 0;
            }
        }
    }

    /// <summary>Another thread takes over from one that is stuck in a call; false where that call has ended meanwhile.</summary>
    public bool TryReplace(long call)
    {
        if (Interlocked.CompareExchange(ref _call, 0, call) != call)
        {
            return false;
        }

        Start();
        return true;
    }

    /// <summary>What the thread does: tells what happens until the loop is closed, or until it was replaced.</summary>
    public void Run()
    {
        while (true)
        {
            if (_next == _count)
            {
                if (Volatile.Read(ref _isClosed))
                {
                    NativeMemory.Free(_events);
                    _epoll.Dispose();
                    Volatile.Read(ref _closing)?.Dispose();
                    return;
                }

                _next = _count = 0;
                _count = Epoll.Wait(_epoll, _events, MostEvents);
                continue;
            }

            var (what, place) = Epoll.Read(_events, _next++);
            var socket = Volatile.Read(ref Volatile.Read(ref _places)[(int)(uint)place]);
            if (socket is null || socket.Place != place)
            {
                continue;
            }

            var call = ++_calls;
            Volatile.Write(ref _called, socket);
            Volatile.Write(ref _call, call);
            socket.Happened(what);
            if (Interlocked.CompareExchange(ref _call, 0, call) != call)
            {
                // Another thread has the loop.
                return;
            }
        }
    }

    /// <summary>Ends the thread, once it comes back. The sockets have been closed before.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
        {
            return;
        }

        try
        {
            // To be kept until the thread has seen it: it disposes of it.
            _closing = Epoll.CreateReady();
            Epoll.Watch(_epoll, _closing, 0);
        }
        catch (ObjectDisposedException)
        {
            // It has seen that it is closed, and has ended.
            _closing?.Dispose();
        }
    }

    private void Start() => Volatile.Write(ref _thread, new LoopThread(this, _number));
}
