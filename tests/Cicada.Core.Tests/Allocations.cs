namespace Cicada.Tests;

/// <summary>Bytes of memory that a run takes for one more iteration: of two runs, one twice as long, so that what every run needs once does not count.</summary>
internal static class Allocations
{
    /// <summary>The smallest object takes 24 bytes: less than this a time, and there is none in every iteration, nor in every third. What a run makes by the clock, every second, stays below.</summary>
    public const double None = 8;

    /// <summary>The middle of three differences; the runs before the first have everything compiled.</summary>
    public static async Task<double> PerIterationAsync(Func<long, Plan> plan, long iterations)
    {
        await OfRunAsync(plan(iterations));
        await OfRunAsync(plan(iterations));
        var differences = new double[3];
        for (var i = 0; i < differences.Length; i++)
        {
            var once = await OfRunAsync(plan(iterations));
            var twice = await OfRunAsync(plan(2 * iterations));
            differences[i] = (twice - once) / (double)iterations;
        }

        return differences.Order().ElementAt(1);
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
