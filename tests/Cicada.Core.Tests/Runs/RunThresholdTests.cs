namespace Cicada.Tests.Runs;

/// <summary>Thresholds of whole runs on fake time: what is said while a run is on, and what comes of it.</summary>
public sealed class RunThresholdTests
{
    [Theory]
    [InlineData("p95(test it) < 200ms", Verdict.Passed, 0)]
    [InlineData("p95(test it) < 100ms", Verdict.Failed, 3)]
    [InlineData("p95(test other) < 200ms", Verdict.Failed, 3)] // no data is not good
    [InlineData(null, Verdict.NoThresholds, 0)]
    public async Task A_run_that_is_not_good_enough_has_its_verdict_and_its_exit_code(string? threshold, Verdict verdict, int exitCode)
    {
        var rehearsal = Rehearse(Plan(3.5, threshold), milliseconds: 150);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((verdict, exitCode), (summary.Verdict, summary.ExitCode));
        Assert.Equal(threshold, summary.Thresholds.SingleOrDefault()?.Text);
        Assert.Equal(summary.Thresholds, rehearsal.Output.Summary!.Thresholds);
    }

    [Fact]
    public async Task What_is_judged_is_what_the_summary_shows()
    {
        var rehearsal = Rehearse(Plan(10, "p99.9 < 1h", "mean < 1h", "max < 1h", "requests > 1", "failures < 50%"), user => (user.Random.NextDouble() * 900, user.Random.NextDouble() < 0.2));

        var summary = await rehearsal.PlayAsync();

        var (total, observed) = (summary.Total, summary.Thresholds.Select(one => one.Observed!.Value).ToArray());
        Assert.Equal([total.P999, total.Mean, total.Max, total.Count, 100.0 * total.Failures / total.Count], observed);
        Assert.InRange(total.Failures, 1, total.Count - 1);
    }

    [Fact]
    public async Task A_threshold_that_breaks_and_holds_again_is_an_event_each_time()
    {
        var script = new Script();
        var rehearsal = Rehearse(Plan(9.5, "max over 2s < 100ms"), user => (user.Run.Elapsed.TotalSeconds is > 3 and < 5 ? 150 : 50, false), script);

        var summary = await rehearsal.PlayAsync();

        var events = rehearsal.Output.Events.Where(one => one.Type.StartsWith("threshold_", StringComparison.Ordinal)).ToList();
        Assert.Equal(["threshold_broken", "threshold_recovered"], events.Select(one => one.Type));
        Assert.Equal(["Broken: max over 2s < 100ms", "Holds again: max over 2s < 100ms"], events.Select(one => one.Title));
        Assert.Equal(["150 ms observed", "50 ms observed"], events.Select(one => one.Text));
        Assert.Equal(ExitCode.ThresholdBroken, summary.ExitCode);
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Contains("The threshold 'max over 2s < 100ms' is broken: 150 ms observed.", rehearsal.Log.Above(Microsoft.Extensions.Logging.LogLevel.Information));
    }

    [Fact]
    public async Task A_threshold_may_end_the_run_in_order()
    {
        var rehearsal = Rehearse(Plan(60, "max < 100ms after 2s abort"), milliseconds: 150);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((RunState.Stopped, ExitCode.ThresholdBroken), (summary.State, summary.ExitCode));
        Assert.InRange((summary.Ended!.Value - summary.Started).TotalSeconds, 3, 4.5);
        Assert.Equal("the threshold 'max < 100ms after 2s abort' is broken: 150 ms observed", Assert.Single(rehearsal.Output.Events, one => one.Type == "test_stopping").Text);
        Assert.EndsWith("the run is ended for it", Assert.Single(rehearsal.Output.Events, one => one.Type == "threshold_broken").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_says_how_thresholds_stand()
    {
        var rehearsal = Rehearse(Plan(60, "max < 100ms"), milliseconds: 150).Start();

        await rehearsal.AdvanceAsync(0.5);
        Assert.Equal(ThresholdState.NoData, Assert.Single(rehearsal.Run.Snapshot().Thresholds).State);
        await rehearsal.AdvanceAsync(2);
        Assert.Equal(ThresholdState.Broken, Assert.Single(rehearsal.Run.Snapshot().Thresholds).State);

        rehearsal.Run.Stop("enough");
        await rehearsal.EndAsync();
    }

    [Theory]
    [InlineData("failures < 100%", 0)] // so many are good enough, somebody has said
    [InlineData("failures(test it) < 100%", 1)] // of these; of all others nobody has
    [InlineData("failures over 2s < 100%", 1)]
    [InlineData("p95 < 1s", 1)]
    [InlineData("failures < 1%", 3)]
    public async Task Failures_that_a_threshold_allows_are_no_failure_of_the_run(string threshold, int exitCode)
    {
        var count = 0;
        var summary = await Rehearse(Plan(6.5, threshold), _ => (1, count++ % 3 == 1)).PlayAsync();

        Assert.NotEqual(0, summary.Total.Failures);
        Assert.Equal(exitCode, summary.ExitCode);
    }

    [Fact]
    public async Task A_user_error_is_one_whatever_the_thresholds_say()
    {
        var script = new Script { Act = user => { user.Measure("test", "it").Dispose(); throw new InvalidOperationException(); } };

        var summary = await new Rehearsal(Plan(2.5, "failures < 1%"), script).PlayAsync();

        Assert.Equal((Verdict.Passed, ExitCode.Failures), (summary.Verdict, summary.ExitCode));
    }

    [Theory]
    [InlineData(false, false, true, ExitCode.GeneratorLimited)]
    [InlineData(true, false, true, ExitCode.ThresholdBroken)] // a broken threshold goes before
    [InlineData(false, true, true, ExitCode.GeneratorLimited)] // and failures come after
    [InlineData(false, false, false, ExitCode.Success)] // nobody wants to know
    public async Task A_generator_that_cannot_keep_up_has_its_verdict_and_its_exit_code(bool breaks, bool fails, bool isChecked, int exitCode)
    {
        var plan = Plan(8.5, breaks ? "max < 1ms" : "max < 1h") with { GeneratorCheck = isChecked };
        var rehearsal = Rehearse(plan, _ => (150, fails), generator: (time, connections, recording) => Some.Health(late: 500) with { TimeNanoseconds = time });

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(exitCode, summary.ExitCode);
        Assert.Equal(isChecked, summary.Warnings.Any(warning => warning.StartsWith("The load generator limited this run: users woke more than 100 ms late in 8 of its 8 seconds.", StringComparison.Ordinal)));
        Assert.Equal(!isChecked ? Verdict.Passed : breaks ? Verdict.Failed : Verdict.GeneratorLimited, summary.Verdict);
    }

    [Fact]
    public async Task Statistics_that_start_anew_start_thresholds_anew()
    {
        var plan = Plan(6.5, "max < 100ms") with { Users = 3, SpawnRate = 1, ResetStatistics = true };

        var summary = await Rehearse(plan, user => (user.Run.Elapsed.TotalSeconds < 1.5 ? 150 : 50, false)).PlayAsync();

        Assert.Equal((summary.Total.Max, ThresholdState.Passed), (summary.Thresholds[0].Observed!.Value, summary.Thresholds[0].State));
        Assert.Equal(ExitCode.Success, summary.ExitCode);
    }

    [Fact]
    public void A_threshold_that_would_never_be_judged_is_refused()
    {
        var problem = Assert.Single(Assert.Throws<PlanException>(() => new Rehearsal(Plan(20, "p95 < 1s after 30s"))).Problems);

        Assert.Equal("The threshold 'p95 < 1s after 30s' begins after '30s', and the run lasts '00:00:20'; so it would never be judged. Let it begin earlier, or the run last longer.", problem);
    }

    private static Plan Plan(double seconds, params string?[] thresholds) =>
        Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(seconds), Thresholds = [.. thresholds.OfType<string>().Select(Threshold.Parse)], GeneratorCheck = true };

    private static Rehearsal Rehearse(Plan plan, double milliseconds) => Rehearse(plan, _ => (milliseconds, false));

    private static Rehearsal Rehearse(
        Plan plan, Func<ScriptedUser, (double Milliseconds, bool Fails)> answer, Script? script = null, Func<long, long, RecordingCounts, GeneratorHealth>? generator = null)
    {
        script ??= new Script();
        script.Act = async user =>
        {
            var (milliseconds, fails) = answer(user);
            using var call = user.Measure("test", "it");
            await user.PauseAsync(milliseconds / 1000);
            if (fails)
            {
                call.Fail("no good");
            }
        };
        return new Rehearsal(plan, script, generator: generator ?? ((time, _, _) => Some.Health() with { TimeNanoseconds = time }));
    }
}
