using System.Runtime.CompilerServices;
using Cicada.Users;

namespace Cicada.Load;

/// <summary>
/// The users of the open model: gives each arrival to one that is free, has another made where none is, and counts those that nobody could take. Whoever became free last is taken first, so that no
/// more users are busy than have to be.
/// </summary>
/// <param name="types">The user types that take arrivals.</param>
/// <param name="mostUsers">The most users at a time, of all types.</param>
/// <param name="iterations">How many arrivals there may be.</param>
/// <param name="make">Makes a user of a type with a number, which sits down in a seat; false where that failed.</param>
internal sealed class ArrivalPool(IReadOnlyList<UserType> types, int mostUsers, IterationBudget iterations, Func<UserType, ArrivalSeat, bool> make)
{
    // Shares are exact to this many parts; the mix remembers the order of so many and no more.
    private const int Cycle = 10_000;

    private readonly Lock _gate = new();
    private readonly UserMix _mix = new(types);
    private readonly Dictionary<UserType, Stack<ArrivalSeat>> _idle = types.ToDictionary(type => type, _ => new Stack<ArrivalSeat>());
    private int _users;
    private long _scheduled;
    private long _started;
    private long _dropped;

    /// <summary>The user types that take arrivals.</summary>
    public IReadOnlyList<UserType> Types => types;

    /// <summary>How many users it has.</summary>
    public int Users
    {
        get
        {
            lock (_gate)
            {
                return _users;
            }
        }
    }

    /// <summary>What has become of the arrivals until now.</summary>
    public ArrivalSummary Summary
    {
        get
        {
            lock (_gate)
            {
                return new ArrivalSummary { Scheduled = _scheduled, Started = _started, Dropped = _dropped };
            }
        }
    }

    /// <summary>An arrival that is due now.</summary>
    /// <param name="scheduled">When it was scheduled, as a timestamp.</param>
    /// <returns>False when there have been as many as there may be: it is none.</returns>
    public bool Arrive(long scheduled)
    {
        if (!iterations.TryStart())
        {
            return false;
        }

        var type = TypeOf(_scheduled);
        ArrivalSeat? seat = null;
        var isNew = false;
        lock (_gate)
        {
            _scheduled++;
            var idle = _idle[type];
            while (seat is null && idle.TryPop(out var found))
            {
                // Whoever was told to end meanwhile has left the seat without taking it away.
                seat = found.IsIdle ? found : null;
            }

            if (seat is null && _users < mostUsers)
            {
                (seat, isNew) = (new ArrivalSeat(), true);
                _users++;
            }

            if (seat is not null)
            {
                (seat.Scheduled, seat.HasArrival, seat.IsIdle) = (scheduled, true, false);
            }
        }

        if (seat is null)
        {
            Drop();
        }
        else if (!isNew)
        {
            seat.Wake(hasArrival: true);
        }
        else if (!make(type, seat))
        {
            Leave(seat);
        }

        return true;
    }

    /// <summary>An arrival that was due, and the run ended before anybody could be asked.</summary>
    /// <returns>False when there have been as many as there may be: it is none.</returns>
    public bool Miss()
    {
        if (!iterations.TryStart())
        {
            return false;
        }

        lock (_gate)
        {
            _scheduled++;
        }

        Drop();
        return true;
    }

    /// <summary>A user is free: ends when it has an arrival to begin, or with false when it is to end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> TakeAsync(ArrivalSeat seat)
    {
        while (true)
        {
            ValueTask<bool> waiting;
            lock (_gate)
            {
                if (seat.Session!.StopRequested)
                {
                    return false;
                }

                if (seat.HasArrival)
                {
                    seat.HasArrival = false;
                    _started++;
                    return true;
                }

                waiting = seat.WaitAsync();
                seat.IsIdle = true;
                _idle[seat.Session.Type].Push(seat);
            }

            if (!await waiting)
            {
                return false;
            }
        }
    }

    /// <summary>The user is told to end: it waits no more.</summary>
    public void StopWaiting(ArrivalSeat seat)
    {
        lock (_gate)
        {
            if (!seat.IsIdle)
            {
                return;
            }

            seat.IsIdle = false;
        }

        seat.Wake(hasArrival: false);
    }

    /// <summary>The user has ended. What it was given and did not begin is dropped.</summary>
    public void Leave(ArrivalSeat seat)
    {
        bool isLost;
        lock (_gate)
        {
            _users--;
            isLost = seat.HasArrival;
            seat.HasArrival = seat.IsIdle = false;
        }

        if (isLost)
        {
            Drop();
        }
    }

    private UserType TypeOf(long number) => types.Count == 1 ? types[0] : _mix.TypeOf((int)(number % Cycle));

    private void Drop()
    {
        lock (_gate)
        {
            _dropped++;
        }

        iterations.End();
    }
}
