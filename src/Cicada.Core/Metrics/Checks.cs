using System.Collections.Concurrent;

namespace Cicada.Metrics;

/// <summary>The checks of a run by their names, bounded in number like the names of requests: each is a series in every output.</summary>
internal sealed class Checks(int maximum)
{
    private const int LongestName = 200;

    private readonly ConcurrentDictionary<string, CheckFigures> _byName = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _capped;

    /// <summary>How many results were counted under <c>__other__</c> because the names had run out.</summary>
    public long Capped => Volatile.Read(ref _capped);

    public int Maximum => maximum;

    /// <summary>Counts a result, and returns it.</summary>
    public bool Count(string name, bool holds)
    {
        (_byName.TryGetValue(name, out var figures) ? figures : Add(name)).Count(holds);
        return holds;
    }

    /// <summary>What has come since this was last asked, of each check there was any of.</summary>
    /// <param name="time">The end of the second, in nanoseconds since the Unix epoch.</param>
    /// <param name="elapsedSeconds">The same since the run began.</param>
    public IReadOnlyList<CheckStatistics> TakeInterval(long time, double elapsedSeconds)
    {
        var taken = new List<CheckStatistics>();
        foreach (var figures in _byName.Values)
        {
            var (passes, fails) = figures.Take();
            if (passes + fails > 0)
            {
                taken.Add(new CheckStatistics { TimeNanoseconds = time, Name = figures.Name, Passes = passes, Fails = fails, ElapsedSeconds = elapsedSeconds });
            }
        }

        return taken;
    }

    public IReadOnlyList<CheckSummary> Summarise() =>
        [.. _byName.Values.Select(figures => figures.Summarise()).OfType<CheckSummary>().OrderBy(check => check.Name, StringComparer.Ordinal)];

    public void Reset()
    {
        foreach (var figures in _byName.Values)
        {
            figures.Reset();
        }
    }

    private CheckFigures Add(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > LongestName)
        {
            throw new ArgumentException($"The name of a check has {name.Length} characters: '{name[..50]}…'; expected {LongestName} at the most, the same each time. Say what differs elsewhere.", nameof(name));
        }

        lock (_gate)
        {
            if (_byName.Count >= maximum && !_byName.ContainsKey(name))
            {
                Interlocked.Increment(ref _capped);
                name = ErrorClass.Other;
            }

            return _byName.GetOrAdd(OwnDataRules.Valid(name), valid => new CheckFigures(valid));
        }
    }
}
