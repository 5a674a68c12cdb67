using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>What was observed about one second, of all requests together. What a page is told is made from it on demand.</summary>
internal sealed class LiveSecond
{
    private readonly SortedDictionary<string, double?[]> _users = new(StringComparer.Ordinal);
    private readonly List<RequestStatistics> _succeeded = [];
    private readonly List<RequestStatistics> _failed = [];
    private GeneratorHealth? _health;
    private double? _userCount;
    private double? _targetUsers;

    /// <summary>Takes in an observation, if it is one that pages show each second.</summary>
    public void Add(Observation observation)
    {
        switch (observation)
        {
            case RequestStatistics { RequestType: RequestStatistics.All, Name: RequestStatistics.All } all:
                (all.Success ? _succeeded : _failed).Add(all);
                break;
            case UserCount users:
                _users[users.UserClass] = [users.Count];
                _userCount = (_userCount ?? 0) + users.Count;
                _targetUsers = (_targetUsers ?? 0) + users.Target;
                break;
            case GeneratorHealth health:
                _health = health;
                break;
        }
    }

    /// <summary>The second with what came behind it before the run ended, which is too short to be one of its own: as the store puts them together.</summary>
    public LiveSecond With(LiveSecond rest)
    {
        var both = new LiveSecond
        {
            // What is left of a second at the end has no health of its own.
            _health = rest._health ?? _health,
            _userCount = Most(_userCount, rest._userCount),
            _targetUsers = Most(_targetUsers, rest._targetUsers),
        };
        both._succeeded.AddRange([.. _succeeded, .. rest._succeeded]);
        both._failed.AddRange([.. _failed, .. rest._failed]);
        foreach (var (type, count) in _users.Concat(rest._users))
        {
            both._users[type] = [Most(both._users.GetValueOrDefault(type)?[0], count[0])];
        }

        return both;
    }

    /// <summary>The second as a course of one bucket.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="bucket">The number of the second, from 0.</param>
    /// <param name="until">Where it ends, in seconds after the run's start.</param>
    public RunCourse Course(string run, long bucket, double until) => new()
    {
        Run = run,
        From = bucket,
        To = until,
        Width = 1,
        Until = until,
        Source = PercentileSource.Merged,
        Time = [bucket],
        Requests = RequestColumns.OfSecond(_succeeded, _failed),
        Users = new UserColumns { Count = [_userCount], Target = [_targetUsers], ByType = _users },
        Generator = Generator(_health),
    };

    /// <summary>The requests by how long they took.</summary>
    public long[] Latency()
    {
        var counts = new long[LatencyScale.Count];
        foreach (var one in _succeeded.Concat(_failed))
        {
            LatencyScale.Add(one.Histogram, counts);
        }

        return counts;
    }

    private static double? Most(double? one, double? other) => one is null || other > one ? other : one;

    private static GeneratorColumns Generator(GeneratorHealth? health) => new()
    {
        Cpu = [health?.CpuPercent],
        Memory = [health?.MemoryBytes],
        GcPause = [health?.GcPauseMilliseconds],
        SchedulerLatenessP99 = [health?.SchedulerLatenessP99],
        ThreadPoolQueue = [health?.ThreadPoolQueue],
        Connections = [health?.Connections],
        Recorded = [health?.Recording.Recorded],
        Spooled = [health?.Recording.Spooled],
        Dropped = [health?.Recording.Dropped],
    };
}
