namespace Cicada.Tests;

/// <summary>Bytes of memory that a run takes for one more iteration: of two runs, one twice as long, so that what every run needs once does not count.</summary>
internal static class Allocations
{
    /// <summary>The smallest object takes 24 bytes: less than this a time, and there is none in every iteration, nor in every third. What a run makes by the clock, every second, stays below.</summary>
    public const double None = 8;

    /// <summary>The difference between the least that a run of the one length took and the least of the other: what the clock adds, every 20 ms and every second, is more the longer a run is kept waiting.</summary>
    public static async Task<double> PerIterationAsync(Func<long, Plan> plan, long iterations)
    {
        // These have everything compiled.
        await OfRunAsync(plan(iterations));
        await OfRunAsync(plan(iterations));
        var (once, twice) = (long.MaxValue, long.MaxValue);
        for (var i = 0; i < 4; i++)
        {
            once = Math.Min(once, await OfRunAsync(plan(iterations)));
            twice = Math.Min(twice, await OfRunAsync(plan(2 * iterations)));
        }

        return (twice - once) / (double)iterations;
    }

    private static async Task<long> OfRunAsync(Plan plan)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var summary = await new Run(plan, new RunServices()).ExecuteAsync();
        var taken = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Equal(0, summary.Total.Failures);
        Assert.Empty(summary.UserErrors);
        return taken;
    }
}
