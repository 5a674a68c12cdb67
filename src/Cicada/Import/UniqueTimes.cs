namespace Cicada.Import;

/// <summary>
/// Moves times of which several are the same apart by nanoseconds, in the order of the file, so that no two requests become one point.
/// The same file always gives the same times. Remembers the last million of them; what is older than all of those (files of several
/// generators put one behind the other) is moved by its place in the file, within the millisecond.
/// </summary>
internal sealed class UniqueTimes(int remembered = 1 << 20)
{
    private readonly Dictionary<long, long> _next = [];
    private readonly Queue<long> _claimed = new();
    private long _newestForgotten = long.MinValue;
    private long _count;

    public long Claim(long time)
    {
        _count++;
        if (time <= _newestForgotten)
        {
            time += 1_000 + (_count % 999_000);
        }

        var free = time;
        while (_next.TryGetValue(free, out var next))
        {
            free = next;
        }

        if (free != time)
        {
            // The next one that wants the same time need not walk the same way.
            _next[time] = free + 1;
        }

        _next[free] = free + 1;
        _claimed.Enqueue(free);
        if (_claimed.Count > remembered)
        {
            var forgotten = _claimed.Dequeue();
            _next.Remove(forgotten);
            _newestForgotten = Math.Max(_newestForgotten, forgotten);
        }

        return free;
    }
}
