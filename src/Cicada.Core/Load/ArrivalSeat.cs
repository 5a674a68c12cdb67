using System.Threading.Tasks.Sources;
using Cicada.Users;

namespace Cicada.Load;

/// <summary>Where one user of the open model sits while it waits for an arrival. Used again and again, so that waiting allocates nothing.</summary>
internal sealed class ArrivalSeat : IValueTaskSource<bool>
{
    // Which is set by the thread that brings arrivals; the user's own code must not run there.
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };

    /// <summary>The user that sits here.</summary>
    public UserSession? Session { get; set; }

    /// <summary>When the arrival it was given was scheduled, as a timestamp of the run's clock.</summary>
    public long Scheduled { get; set; }

    /// <summary>Whether it waits for one. Under the pool's lock.</summary>
    public bool IsIdle { get; set; }

    /// <summary>Whether it was given one that it has not begun yet. Under the pool's lock.</summary>
    public bool HasArrival { get; set; }

    /// <summary>Ends when <see cref="Wake"/> is called next.</summary>
    public ValueTask<bool> WaitAsync()
    {
        _core.Reset();
        return new(this, _core.Version);
    }

    /// <summary>Ends the wait.</summary>
    /// <param name="hasArrival">Whether for an arrival; else the user is to end.</param>
    public void Wake(bool hasArrival) => _core.SetResult(hasArrival);

    bool IValueTaskSource<bool>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
