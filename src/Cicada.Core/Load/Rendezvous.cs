namespace Cicada;

/// <summary>
/// A meeting point for tasks: each that arrives waits until a number of users is there, then all go at once, and the next
/// ones gather anew. A timeout lets those go that have come when the others do not.
/// </summary>
/// <param name="participants">How many users wait for each other; at least 1.</param>
/// <param name="timeout">The longest the first of a group waits.</param>
public sealed class Rendezvous(int participants, TimeSpan timeout)
{
    private readonly int _participants = participants > 0
        ? participants
        : throw new ArgumentOutOfRangeException(nameof(participants), $"The rendezvous is for '{participants}' users; it needs at least 1. Correct the number.");

    private readonly TimeSpan _timeout = timeout > TimeSpan.Zero
        ? timeout
        : throw new ArgumentOutOfRangeException(nameof(timeout), $"The rendezvous waits for '{timeout}'; it has to be longer than zero. Correct the timeout.");

    private readonly Lock _gate = new();
    private Group? _gathering;

    /// <summary>Waits for the others.</summary>
    /// <param name="arriving">The user or task set that arrives: <c>this</c>.</param>
    /// <returns>True when all came; false when the timeout was over, or the user was told to stop, before that.</returns>
    public async Task<bool> ArriveAsync(TaskOwner arriving)
    {
        ArgumentNullException.ThrowIfNull(arriving);
        var session = arriving.Session;
        Group group;
        lock (_gate)
        {
            group = _gathering ??= new Group(this, session.Clock);
            if (++group.Arrived == _participants)
            {
                _gathering = null;
                group.Go(complete: true);
            }
        }

        Task gone = group.Gone.WaitAsync(session.Stop);
        await gone.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (group.Gone.IsCompletedSuccessfully)
        {
            return await group.Gone;
        }

        // Told to stop while waiting: the others must not count on this user.
        lock (_gate)
        {
            if (ReferenceEquals(_gathering, group) && --group.Arrived == 0)
            {
                _gathering = null;
                group.Go(complete: false);
            }
        }

        return false;
    }

    private void GiveUp(Group group)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_gathering, group))
            {
                _gathering = null;
                group.Go(complete: false);
            }
        }
    }

    private sealed class Group
    {
        private readonly TaskCompletionSource<bool> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ITimer _timer;

        public Group(Rendezvous rendezvous, TimeProvider clock) =>
            _timer = clock.CreateTimer(_ => rendezvous.GiveUp(this), null, rendezvous._timeout, Timeout.InfiniteTimeSpan);

        public int Arrived { get; set; }

        public Task<bool> Gone => _gone.Task;

        public void Go(bool complete)
        {
            _timer.Dispose();
            _gone.TrySetResult(complete);
        }
    }
}
