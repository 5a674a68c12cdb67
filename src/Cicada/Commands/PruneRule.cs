namespace Cicada.Commands;

/// <summary>
/// Which runs may go. A run stays if any part of the rule keeps it: it is young enough, it is among the newest of its own test, it is the
/// baseline of its test, or it is still on. The newest are counted for each test: one that runs every night does not push out one that
/// runs every month.
/// </summary>
internal sealed record PruneRule
{
    /// <summary>Runs that began longer ago than this may go; null, the default, lets age keep none.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>This many of the newest runs of each test stay, baselines among them; null, the default, lets their order keep none.</summary>
    public int? KeepLast { get; init; }

    /// <summary>The runs that go, newest first.</summary>
    /// <param name="runs">All runs, in any order.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<RunSummary> Choose(IReadOnlyList<RunSummary> runs, DateTimeOffset now) =>
    [
        .. runs.GroupBy(run => run.Test)
            .SelectMany(test => NewestFirst(test).Where((run, index) => !Stays(run, index, now)))
            .OrderByDescending(run => run.Started)
            .ThenByDescending(run => run.Run, StringComparer.Ordinal),
    ];

    private bool Stays(RunSummary run, int newer, DateTimeOffset now) =>
        run.Baseline
        || run.State == RunState.Running
        || (Keep is { } keep && now - run.Started <= keep)
        || newer < KeepLast;

    private static IEnumerable<RunSummary> NewestFirst(IEnumerable<RunSummary> runs) =>
        runs.OrderByDescending(run => run.Started).ThenByDescending(run => run.Run, StringComparer.Ordinal);
}
