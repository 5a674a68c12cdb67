using Cicada.Influx;

namespace Cicada.Import;

/// <summary>Users that are said with each request, as a count each second: the highest of the second.</summary>
internal sealed class SecondUsers(ForeignRun run)
{
    private const long Second = 1_000_000_000;
    private long _second = long.MinValue;
    private long _most;

    /// <summary>Notes a number; gives the point of the second before when the time is in a later one.</summary>
    public Point? Add(long time, long users)
    {
        var second = time / Second;
        if (second < _second)
        {
            return null;
        }

        var over = second == _second ? null : Take();
        (_second, _most) = (second, second == _second ? Math.Max(_most, users) : users);
        return over;
    }

    /// <summary>The point of the second going on, or null where there is none.</summary>
    public Point? Take() => _second == long.MinValue ? null : run.Users(Math.Max((_second + 1) * Second, run.StartNanoseconds), _most);
}
