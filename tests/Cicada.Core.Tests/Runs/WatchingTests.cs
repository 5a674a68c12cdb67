namespace Cicada.Tests.Runs;

public sealed class WatchingTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public async Task Who_watches_is_told_what_the_outputs_get_and_when_each_second_is_over()
    {
        var watcher = new ListWatcher();
        var rehearsal = Rehearse(watcher, TimeSpan.FromSeconds(3));

        await rehearsal.PlayAsync();

        var told = watcher.Told.ToArray();
        Assert.Equal("began", told.First(one => one is not LogMessage));
        Assert.Equal(RunState.Finished, told[^1]);
        Assert.Equal(rehearsal.Output.Observations.Order(Comparer), told.OfType<Observation>().Order(Comparer));
        var start = rehearsal.Run.Clock.StartNanoseconds;
        Assert.Equal([start + Second, start + (2 * Second), start + (3 * Second)], told.OfType<long>().Take(3));
        Assert.All(told.Index().Where(one => one.Item is UserCount), one =>
            Assert.Equal(((UserCount)one.Item).TimeNanoseconds, told.Skip(one.Index).OfType<long>().First()));
    }

    [Fact]
    public async Task A_watcher_that_throws_is_not_told_any_more_but_hears_the_end_and_the_run_does_not_notice()
    {
        var watcher = new ListWatcher { ThrowsAt = what => what is UserCount };
        var rehearsal = Rehearse(watcher, TimeSpan.FromSeconds(5));

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((RunState.Finished, 0), (summary.State, summary.ExitCode));
        Assert.Single(watcher.Told.OfType<UserCount>());
        Assert.Empty(watcher.Told.OfType<long>());
        Assert.Equal(RunState.Finished, watcher.Told.Last());
        Assert.Single(rehearsal.Log.Lines, line => line.Text.Contains("The live view of the run failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_cannot_begin_tells_its_end_all_the_same()
    {
        var watcher = new ListWatcher();
        var refusing = new ScriptedOutput("store") { Open = _ => throw new InvalidOperationException("no") };
        var rehearsal = new Rehearsal(Rehearsal.Plan(), outputs: [refusing], watcher: watcher);

        await Assert.ThrowsAsync<InvalidOperationException>(() => rehearsal.PlayAsync());

        Assert.Equal([RunState.Failed], watcher.Told);
    }

    private static readonly Comparer<Observation> Comparer = Comparer<Observation>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    private static Rehearsal Rehearse(ListWatcher watcher, TimeSpan runTime) =>
        new(Rehearsal.Plan() with { Users = 2, RunTime = runTime }, watcher: watcher);
}
