using System.Threading.Tasks.Sources;

namespace Cicada.Sockets;

/// <summary>
/// Whether one direction of a socket may be ready, and who waits until it is. One waits at a time; that something has happened is kept until somebody asks. Waiting allocates nothing.
/// </summary>
internal sealed class Readiness : IValueTaskSource, IThreadPoolWorkItem
{
    private const int Unknown = 0;
    private const int Ready = 1;
    private const int Waiting = 2;

    // What waits goes on on the thread that says so: see SocketLoop.
    private ManualResetValueTaskSourceCore<bool> _core;
    private int _state;
    private bool _isOver;

    /// <summary>Whether there may be something already; it is for whoever tries next.</summary>
    public bool IsReady => Volatile.Read(ref _state) == Ready || Volatile.Read(ref _isOver);

    /// <summary>Whether it is ready for ever.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>Waits until it may be ready.</summary>
    public ValueTask WaitAsync()
    {
        if (Volatile.Read(ref _isOver))
        {
            return default;
        }

        _core.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Unknown) == Ready)
        {
            Volatile.Write(ref _state, Unknown);
            return default;
        }

        // Whoever said so before the wait was there could not end it.
        if (Volatile.Read(ref _isOver) && Interlocked.CompareExchange(ref _state, Unknown, Waiting) == Waiting)
        {
            return default;
        }

        return new(this, _core.Version);
    }

    /// <summary>It may be ready: whoever waits goes on, here or on the pool; else it is kept.</summary>
    public void Signal(bool onPool)
    {
        if (!TryTake())
        {
            return;
        }

        if (onPool)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _core.SetResult(true);
        }
    }

    /// <summary>It will be ready for ever: no wait lasts from now on.</summary>
    public void End() => Volatile.Write(ref _isOver, true);

    /// <summary>There is probably more: whoever waits next does not.</summary>
    public void Keep() => Interlocked.CompareExchange(ref _state, Ready, Unknown);

    void IThreadPoolWorkItem.Execute() => _core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    // True for the one caller that is to wake who waits.
    private bool TryTake()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var next = state == Waiting ? Unknown : Ready;
            if (state == Ready || Interlocked.CompareExchange(ref _state, next, state) == state)
            {
                return state == Waiting;
            }
        }
    }
}
