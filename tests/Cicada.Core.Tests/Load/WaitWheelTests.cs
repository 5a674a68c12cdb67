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

    // More of them than there are threads at first, and all due in the same moment as the others.
    [Fact]
    public async Task Users_who_keep_their_threads_keep_none_who_were_due_with_them()
    {
        Keeper.Begin();
        var plan = Rehearsal.Plan(typeof(Keeper)) with { Users = Keeper.All, SpawnRate = 100_000, Iterations = 2 * Keeper.All, RunTime = TimeSpan.FromMinutes(1) };

        var summary = await new Run(plan, new RunServices()).ExecuteAsync();

        Assert.Equal(0, summary.Total.Failures);
        Assert.Equal(2 * Keeper.All, summary.Total.Count);
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

    public sealed class Keeper : User
    {
        public const int All = 60;

        private const int Keeping = 6;

        private bool _hasWaited;

        public override WaitTime WaitTime => WaitTime.Constant(0.2);

        private static CountdownEvent Keepers { get; set; } = new(Keeping);

        private static CountdownEvent Others { get; set; } = new(All - Keeping);

        public static void Begin() => (Keepers, Others) = (new(Keeping), new(All - Keeping));

        [Task]
        public void Go()
        {
            using var call = Measure("GET", "/");
            if (!_hasWaited)
            {
                _hasWaited = true;
            }
            else if (!TryKeep())
            {
                Others.Signal();
            }
            else if (!Others.Wait(TimeSpan.FromSeconds(40)))
            {
                call.Fail($"{Others.CurrentCount} others did not go on.");
            }
        }

        private static bool TryKeep()
        {
            lock (Keepers)
            {
                var isFree = !Keepers.IsSet;
                if (isFree)
                {
                    Keepers.Signal();
                }

                return isFree;
            }
        }
    }
}
