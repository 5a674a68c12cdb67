using System.Numerics;

namespace Cicada.Load;

/// <summary>
/// Waits by the millisecond in which they are over: a wheel with a slot for each millisecond, in which adding, taking out and turning on cost the same however many wait (Varghese and Lauck,
/// <i>Hashed and Hierarchical Timing Wheels</i>, SOSP 1987, scheme 6). No clock; used by one thread at a time.
/// </summary>
/// <remarks>A wait that is longer than the wheel takes to go round stays in its slot and is passed over. A bit for each slot says whether anybody is in it, so that empty ones cost next to nothing.</remarks>
internal sealed class WaitSlots
{
    /// <summary>The slots: 16 seconds, longer than most users ever wait.</summary>
    public const int Count = 1 << 14;

    private const int Mask = Count - 1;
    private const int WordBits = 64;

    private readonly UserWait?[] _slots = new UserWait?[Count];
    private readonly ulong[] _occupied = new ulong[Count / WordBits];
    private long _turnedTo;

    /// <summary>Adds a wait; one that is due already is taken with the next turn.</summary>
    /// <param name="wait">The wait, which is in no slot.</param>
    /// <param name="due">The millisecond in which it is over.</param>
    public void Add(UserWait wait, long due)
    {
        wait.Due = Math.Max(due, _turnedTo + 1);
        wait.IsWaiting = true;
        var slot = (int)(wait.Due & Mask);
        wait.Previous = null;
        wait.Next = _slots[slot];
        wait.Next?.Previous = wait;
        _slots[slot] = wait;
        _occupied[slot / WordBits] |= 1UL << (slot % WordBits);
    }

    /// <summary>Takes a wait out before it is over.</summary>
    /// <returns>False where it is in no slot any more.</returns>
    public bool Remove(UserWait wait)
    {
        if (!wait.IsWaiting)
        {
            return false;
        }

        var slot = (int)(wait.Due & Mask);
        if (wait.Previous is { } previous)
        {
            previous.Next = wait.Next;
        }
        else
        {
            _slots[slot] = wait.Next;
        }

        wait.Next?.Previous = wait.Previous;
        if (_slots[slot] is null)
        {
            _occupied[slot / WordBits] &= ~(1UL << (slot % WordBits));
        }

        (wait.Next, wait.Previous, wait.IsWaiting) = (null, null, false);
        return true;
    }

    /// <summary>Turns the wheel on, and takes out what is over by then.</summary>
    /// <param name="now">The millisecond that it is; an earlier one than before changes nothing.</param>
    /// <returns>The first of those that are over, the others behind it by <see cref="UserWait.Next"/>; null for none.</returns>
    public UserWait? TurnTo(long now)
    {
        UserWait? first = null, last = null;
        for (var left = Math.Min(now - _turnedTo, Count); left > 0; left--)
        {
            var distance = DistanceToOccupied(left);
            if (distance is null)
            {
                break;
            }

            left -= distance.Value - 1;
            _turnedTo += distance.Value;
            for (var wait = _slots[_turnedTo & Mask]; wait is not null;)
            {
                var next = wait.Next;
                if (wait.Due <= now)
                {
                    Remove(wait);
                    if (last is null)
                    {
                        first = wait;
                    }
                    else
                    {
                        last.Next = wait;
                    }

                    last = wait;
                }

                wait = next;
            }
        }

        _turnedTo = Math.Max(_turnedTo, now);
        return first;
    }

    /// <summary>How many milliseconds on from the last turn anybody may have to be woken; null where nobody waits.</summary>
    public long? NextIn() => DistanceToOccupied(Count);

    // From the slot behind the one the wheel has turned to, as far as so many.
    private long? DistanceToOccupied(long most)
    {
        for (var distance = 1L; distance <= most;)
        {
            var slot = (int)((_turnedTo + distance) & Mask);
            var rest = _occupied[slot / WordBits] >> (slot % WordBits);
            if (rest != 0)
            {
                distance += BitOperations.TrailingZeroCount(rest);
                return distance <= most ? distance : null;
            }

            distance += WordBits - (slot % WordBits);
        }

        return null;
    }
}
