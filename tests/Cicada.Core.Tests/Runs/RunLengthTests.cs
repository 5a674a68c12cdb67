namespace Cicada.Tests.Runs;

public sealed class RunLengthTests
{
    [Fact]
    public async Task A_run_of_ten_minutes_lasts_exactly_ten_minutes()
    {
        var script = new Script { WaitTime = WaitTime.Constant(7) };
        script.Act = user =>
        {
            script.Note(user, "act");
            using var call = user.Measure("test", "act");
            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 5, RunTime = TimeSpan.FromMinutes(10) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(TimeSpan.FromMinutes(10), summary.Ended - summary.Started);
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Equal(0, summary.ExitCode);
        Assert.Equal(5, summary.Users);
        Assert.Equal(5 * 86, summary.Total.Count);
        Assert.Equal(430, summary.Recording.Stored);
        Assert.Equal(430, rehearsal.Output.Samples.Count);
    }
}
