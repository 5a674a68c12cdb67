using Cicada.Users;

namespace Cicada.Tests.Runs;

public sealed class ArrivalTests
{
    [Fact]
    public async Task Arrivals_come_at_their_rate_whatever_the_answers_do()
    {
        // Each takes three seconds; a hundred come each second all the same.
        var rehearsal = new Rehearsal(Plan(ArrivalRate.Constant(100)) with { RunTime = TimeSpan.FromSeconds(10) }, Takes(_ => TimeSpan.FromSeconds(3)));

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((1000, 1000, 0), Counts(summary));
        Assert.Equal(1000, summary.Total.Count);
        Assert.InRange(summary.Users, 300, 302); // Little's law: 100 a second for 3 s each
        Assert.Equal(3000, summary.Total.P50, 3000 * 0.01);
    }

    [Fact]
    public async Task A_target_that_stops_for_five_seconds_shows_in_the_percentiles_as_arithmetic_says()
    {
        // 100 a second for 60 s; answers take 10 ms, but whatever is begun from second 20 to 25 is answered at second 25.
        var rehearsal = new Rehearsal(Plan(ArrivalRate.Constant(100)) with { RunTime = TimeSpan.FromSeconds(60) }, Takes(now =>
            now >= 20 && now < 25 ? TimeSpan.FromSeconds(25 - now) : TimeSpan.FromMilliseconds(10)));

        var summary = await rehearsal.PlayAsync();

        // 500 of 6,000 waited, from 5 s down to 10 ms in steps of 10 ms. The slowest 1 %, 60 of them, waited 4.41 s and more; the slowest 5 %, 300, 2.01 s and more.
        Assert.Equal((6000, 6000, 0), Counts(summary));
        Assert.Equal(4410, summary.Total.P99, 4410 * 0.01);
        Assert.Equal(2010, summary.Total.P95, 2010 * 0.01);
        Assert.Equal(10, summary.Total.P50, 1.1);
        Assert.Equal(5000, summary.Total.Max, 10.0);
    }

    [Fact]
    public async Task Who_has_to_wait_for_a_user_waits_in_its_response_time_and_not_in_its_service_time()
    {
        // Who is new logs in for two seconds before it begins: the arrival has come long before.
        var script = Takes(_ => TimeSpan.FromMilliseconds(10));
        script.OnStart = user => PauseAsync(user, 2);
        var rehearsal = new Rehearsal(Plan(ArrivalRate.Constant(10)) with { RunTime = TimeSpan.FromSeconds(10) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(100, summary.Total.Count);
        Assert.Equal(2010, summary.Total.Max, 20.0);
        Assert.Equal(10, summary.Total.Service!.Value.Max, 1.1);
        Assert.Equal(10, summary.Requests[0].Service!.Value.P99, 1.1);
        Assert.True(summary.Total.P50 < 30, summary.ToString());
        Assert.All(rehearsal.Output.Samples, sample => Assert.InRange(sample.ServiceNanoseconds, 1, sample.ResponseNanoseconds));
    }

    [Fact]
    public async Task An_arrival_that_nobody_can_take_is_dropped_and_counted()
    {
        // 10 users with answers of 1 s take 10 a second of the 25 that come.
        var rehearsal = new Rehearsal(Plan(ArrivalRate.Constant(25)) with { RunTime = TimeSpan.FromSeconds(10), MaximumUsers = 10 }, Takes(_ => TimeSpan.FromSeconds(1)));

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(250, summary.Arrivals!.Scheduled);
        Assert.InRange(summary.Arrivals.Started, 96, 100);
        Assert.Equal(250, summary.Arrivals.Started + summary.Arrivals.Dropped);
        Assert.Equal(summary.Arrivals.Started, summary.Total.Count);
        Assert.Equal(10, summary.Users);
        Assert.Contains(summary.Warnings, warning => warning.Contains(" of 250 arrivals were dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_whose_arrivals_were_dropped_is_never_silently_good()
    {
        var plan = Plan(ArrivalRate.Constant(25)) with { RunTime = TimeSpan.FromSeconds(5), MaximumUsers = 1, GeneratorCheck = true };
        var rehearsal = new Rehearsal(plan, Takes(_ => TimeSpan.FromSeconds(1)), generator: (time, _, _) => Some.Health() with { TimeNanoseconds = time });

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((Verdict.GeneratorLimited, ExitCode.GeneratorLimited), (summary.Verdict, summary.ExitCode));
    }

    [Fact]
    public async Task Iterations_end_the_run_after_so_many_arrivals()
    {
        var rehearsal = new Rehearsal(Plan(ArrivalRate.Constant(10)) with { Iterations = 25 }, Takes(_ => TimeSpan.FromSeconds(1)));

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((25, 25, 0), Counts(summary));
        Assert.Equal(RunState.Finished, summary.State);
    }

    [Fact]
    public async Task A_run_that_is_stopped_accounts_for_every_arrival()
    {
        var script = Takes(_ => TimeSpan.FromSeconds(1));
        var rehearsal = new Rehearsal(Plan(ArrivalRate.Constant(40)), script).Start();
        await rehearsal.AdvanceAsync(3.333);
        rehearsal.Run.Stop("the test says so");

        var summary = await rehearsal.EndAsync();

        Assert.Equal(134, summary.Arrivals!.Scheduled); // at 0, 25 ms … 3325 ms
        Assert.Equal(summary.Arrivals.Scheduled, summary.Arrivals.Started + summary.Arrivals.Dropped);
        Assert.Equal(summary.Arrivals.Started, summary.Total.Count);
    }

    [Fact]
    public async Task Users_are_kept_and_taken_again()
    {
        var made = 0;
        var script = Takes(_ => TimeSpan.FromMilliseconds(50));
        script.OnStart = _ =>
        {
            Interlocked.Increment(ref made);
            return Task.CompletedTask;
        };

        var summary = await new Rehearsal(Plan(ArrivalRate.Constant(10)) with { RunTime = TimeSpan.FromSeconds(20) }, script).PlayAsync();

        Assert.Equal((1, 200L), (made, summary.Total.Count));
    }

    [Fact]
    public async Task A_user_that_ends_is_replaced_by_the_next_arrival()
    {
        var summary = await new Rehearsal(
            Plan(ArrivalRate.Constant(10)) with { RunTime = TimeSpan.FromSeconds(3), MaximumUsers = 2 }, new Script { Act = user => Measured(user, TimeSpan.FromMilliseconds(10), leave: true) }).PlayAsync();

        Assert.Equal((30, 30, 0), Counts(summary));
    }

    [Fact]
    public async Task A_user_whose_start_fails_leaves_its_arrival_to_the_account()
    {
        var script = Takes(_ => TimeSpan.FromMilliseconds(10));
        script.OnStart = _ => throw new FlowException(Flow.StopUser);

        var summary = await new Rehearsal(Plan(ArrivalRate.Constant(10)) with { RunTime = TimeSpan.FromSeconds(2) }, script).PlayAsync();

        Assert.Equal((20, 0, 20), Counts(summary));
    }

    [Fact]
    public async Task Arrivals_are_shared_by_weight_whoever_is_free()
    {
        var summary = await new Rehearsal(Plan(ArrivalRate.Constant(100), typeof(Fast), typeof(Slow)) with { RunTime = TimeSpan.FromSeconds(8) }).PlayAsync();

        Assert.Equal((600L, 200L), (summary["fast"].Count, summary["slow"].Count));
    }

    [Fact]
    public async Task Users_who_wait_for_answers_run_beside_those_who_take_arrivals()
    {
        var plan = Plan(ArrivalRate.Constant(50), typeof(Fast), typeof(Patient)) with { Users = 2, RunTime = TimeSpan.FromSeconds(10) };

        var summary = await new Rehearsal(plan).PlayAsync();

        Assert.Equal(500, summary["fast"].Count);
        Assert.InRange(summary["patient"].Count, 18, 22); // two users, a second each, the last of them in the stop timeout
        Assert.Equal(500, summary.Arrivals!.Scheduled);
    }

    [Fact]
    public async Task The_percentiles_of_a_closed_run_have_no_service_times_beside_them()
    {
        var summary = await new Rehearsal(Rehearsal.Plan(typeof(Patient)) with { Iterations = 3 }).PlayAsync();

        Assert.Null(summary.Arrivals);
        Assert.Null(summary.Total.Service);
    }

    [Fact]
    public void A_plan_with_arrivals_that_make_no_sense_is_refused_with_a_sentence()
    {
        Assert.StartsWith("The arrival rate is '0/s', so nobody would ever come.", Refusal(Plan(ArrivalRate.Constant(0))), StringComparison.Ordinal);
        Assert.StartsWith("The most users that arrivals may make are '0'", Refusal(Plan(ArrivalRate.Constant(1)) with { MaximumUsers = 0 }), StringComparison.Ordinal);
        Assert.Contains("no user type takes arrivals", Refusal(Plan(ArrivalRate.Constant(1), typeof(Patient))), StringComparison.Ordinal);
        Assert.Contains("so there are none the shape could be for", Refusal(Plan(ArrivalRate.Constant(1), typeof(Fast)) with { Shape = Stages.Spike(3, TimeSpan.FromSeconds(1)) }), StringComparison.Ordinal);
        Assert.Contains("from a millisecond to a day", Assert.Throws<ArgumentOutOfRangeException>(() => ArrivalRate.Constant(1, TimeSpan.FromDays(2))).Message, StringComparison.Ordinal);
        Assert.Contains("never ends, so nothing can follow it", Assert.Throws<InvalidOperationException>(() => ArrivalRate.Constant(1).Then(ArrivalRate.Constant(2))).Message, StringComparison.Ordinal);
        foreach (var rate in new[] { -1, double.NaN, double.PositiveInfinity, 1e9 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ArrivalRate.Constant(rate));
        }
    }

    private static string Refusal(Plan plan) => Assert.Throws<PlanException>(() => new Run(plan, new RunServices())).Message;

    private static Plan Plan(ArrivalRate rate, params Type[] types) => Rehearsal.Plan(types) with { Arrivals = rate };

    private static (long, long, long) Counts(RunSummary summary) => (summary.Arrivals!.Scheduled, summary.Arrivals.Started, summary.Arrivals.Dropped);

    private static Script Takes(Func<double, TimeSpan> answerTime) => new() { Act = user => Measured(user, answerTime(user.Run.Elapsed.TotalSeconds)) };

    private static async Task Measured(User user, TimeSpan time, bool leave = false)
    {
        using (user.Measure("GET", "/"))
        {
            await PauseAsync(user, time.TotalSeconds);
        }

        if (leave)
        {
            throw new FlowException(Flow.StopUser);
        }
    }

    private static Task PauseAsync(User user, double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), user.Run.Clock.Provider);

    public sealed class Fast : User
    {
        public override double Weight => 3;

        [Task]
        public async Task Go()
        {
            using var call = Measure("GET", "fast");
            await PauseAsync(this, 0.005);
        }
    }

    public sealed class Slow : User
    {
        [Task]
        public async Task Go()
        {
            using var call = Measure("GET", "slow");
            await PauseAsync(this, 2);
        }
    }

    public sealed class Patient : User
    {
        public override bool TakesArrivals => false;

        [Task]
        public async Task Go()
        {
            using var call = Measure("GET", "patient");
            await PauseAsync(this, 1);
        }
    }
}
