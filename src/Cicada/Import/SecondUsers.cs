using Cicada.Influx;

namespace Cicada.Import;

/// <summary>Users that are said with each request, as a count each second: the highest of the second.</summary>
internal sealed class SecondUsers(ForeignRun run)
{
    private const long Second = 1_000_000_000;
    private long _second = long.MinValue;
    private long _most;
    private long _latest;

    /// <summary>Notes a number; gives the point of the second before when the time is in a later one.</summary>
    public Point? Add(long time, long users)
    {
        var second = time / Second;
        if (second < _second)
        {
            return null;
        }

        var over = second == _second || _second == long.MinValue ? null : run.Users((_second + 1) * Second, _most);
        _latest = Math.Max(_latest, time);
        (_second, _most) = (second, second == _second ? Math.Max(_most, users) : users);
        return over;
    }

    /// <summary>The point of the last second, at the end of the run rather than its own; null where there is none.</summary>
    public Point? Take() => _second == long.MinValue ? null : run.Users(_latest, _most);
}
