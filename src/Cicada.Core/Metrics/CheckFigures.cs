namespace Cicada.Metrics;

/// <summary>How often a check has held and how often not: counted by the users, from any thread, and read by the run once a second.</summary>
internal sealed class CheckFigures(string name)
{
    private long _passes;
    private long _fails;

    // The reader's alone.
    private (long Passes, long Fails) _taken;
    private (long Passes, long Fails) _before;

    public string Name => name;

    public void Count(bool holds) => Interlocked.Increment(ref holds ? ref _passes : ref _fails);

    /// <summary>What has come since this was last asked.</summary>
    public (long Passes, long Fails) Take()
    {
        var now = Now();
        var since = (now.Passes - _taken.Passes, now.Fails - _taken.Fails);
        _taken = now;
        return since;
    }

    /// <summary>The figures since the statistics began; null where there are none.</summary>
    public CheckSummary? Summarise()
    {
        var now = Now();
        var (passes, fails) = (now.Passes - _before.Passes, now.Fails - _before.Fails);
        return passes + fails == 0 ? null : new CheckSummary { Name = name, Passes = passes, Fails = fails };
    }

    public void Reset() => _before = Now();

    private (long Passes, long Fails) Now() => (Volatile.Read(ref _passes), Volatile.Read(ref _fails));
}
