using System.Diagnostics;

namespace Cicada.Tests.Load;

/// <summary>Waits by the system's clock: that they end, none too early, and at once where the run is over.</summary>
[Trait("Category", "EndToEnd")]
public sealed class WaitWheelTests
{
    [Fact]
    public async Task Thousands_of_users_wait_their_time_and_never_less()
    {
        var plan = Rehearsal.Plan(typeof(Waiter)) with { Users = 2_000, SpawnRate = 100_000, Iterations = 20_000, RunTime = TimeSpan.FromMinutes(1) };

        var summary = await new Run(plan, new RunServices()).ExecuteAsync();

        Assert.Equal(20_000, summary.Total.Count);
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Equal(0, summary.Total.Failures);
    }

    [Fact]
    public async Task Who_waits_for_long_goes_when_the_run_ends()
    {
        var plan = Rehearsal.Plan(typeof(Sleeper)) with { Users = 500, SpawnRate = 100_000, RunTime = TimeSpan.FromSeconds(1) };

        var summary = await new Run(plan, new RunServices()).ExecuteAsync();

        Assert.Equal(500, summary.Total.Count);
        Assert.Empty(summary.Warnings);
    }

    // Waits of a few milliseconds and of many at once; a wait that ended too early is a failed request.
    public sealed class Waiter : User
    {
        private long _last;

        public override WaitTime WaitTime => WaitTime.Between(0.005, 0.06);

        [Task]
        public void Look()
        {
            using var call = Measure("GET", "/");
            if (_last != 0 && Stopwatch.GetElapsedTime(_last) < TimeSpan.FromMilliseconds(5))
            {
                call.Fail($"The wait was {Stopwatch.GetElapsedTime(_last)}.");
            }

            _last = Stopwatch.GetTimestamp();
        }
    }

    public sealed class Sleeper : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(3600);

        [Task]
        public void Look() => Measure("GET", "/").Dispose();
    }
}
