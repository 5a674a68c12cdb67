using System.Threading.Tasks.Sources;

namespace Cicada.Load;

/// <summary>The wait of one user, used again and again, so that waiting allocates nothing. All but its end belongs to the <see cref="WaitWheel"/>.</summary>
internal sealed class UserWait : IValueTaskSource, IThreadPoolWorkItem
{
    // It is set on a thread of the pool, where the user's own code may go on.
    private ManualResetValueTaskSourceCore<bool> _core;

    /// <summary>Its neighbours in the slot it waits in; once it is due, those who are due with it.</summary>
    public UserWait? Next { get; set; }

    public UserWait? Previous { get; set; }

    /// <summary>The millisecond in which it is over.</summary>
    public long Due { get; set; }

    /// <summary>Whether it is in a slot.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Begins anew; ends when <see cref="Execute"/> was called.</summary>
    public ValueTask Begin()
    {
        _core.Reset();
        return new(this, _core.Version);
    }

    /// <summary>Lets the user go on, here.</summary>
    public void Execute() => _core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
