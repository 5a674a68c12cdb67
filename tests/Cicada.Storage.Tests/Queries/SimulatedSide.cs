using Cicada.Storage.Queries;

namespace Cicada.Storage.Tests.Queries;

/// <summary>A request in a run that was never made: its times follow from a seed, second by second.</summary>
internal static class SimulatedSide
{
    /// <summary>A side of a comparison, with blocks of time.</summary>
    /// <param name="seed">What it is made up from.</param>
    /// <param name="seconds">How long the run was.</param>
    /// <param name="rate">Requests in a second, given its number.</param>
    /// <param name="factorOf">What the times of a second are multiplied by: drawn anew by each call.</param>
    /// <param name="failed">The share of failures in a second, drawn anew by each call.</param>
    /// <param name="hasBlocks">Whether the side has blocks.</param>
    public static ComparedSide Of(int seed, int seconds, Func<int, double> rate, Func<int, Random, double>? factorOf = null, Func<int, Random, double>? failed = null, bool hasBlocks = true)
    {
        var random = new Random(seed);
        var perSecond = Enumerable.Range(0, seconds).Select(second =>
        {
            var (factor, share) = (factorOf?.Invoke(second, random) ?? 1, failed?.Invoke(second, random) ?? 0);
            return Enumerable.Range(0, Poisson(rate(second), random))
                .Select(_ => (Milliseconds: factor * 20 * Math.Exp(0.4 * Normal(random)), HasFailed: random.NextDouble() < share)).ToArray();
        }).ToList();
        var all = perSecond.SelectMany(requests => requests).ToArray();
        var times = new HistogramCounts();
        foreach (var request in all)
        {
            times.Add(BucketOf(request.Milliseconds), 1);
        }

        var (min, max) = (all.Min(request => request.Milliseconds), all.Max(request => request.Milliseconds));
        var values = new double[6];
        times.Percentiles(MergedFigures.SummaryPercentiles, min, max, values);
        var summary = RunQuery.Nothing with
        {
            Count = all.Length,
            Failures = all.Count(request => request.HasFailed),
            Rps = all.Length / (double)seconds,
            Mean = all.Average(request => request.Milliseconds),
            Min = min,
            Max = max,
            P50 = values[0],
            P75 = values[1],
            P90 = values[2],
            P95 = values[3],
            P99 = values[4],
            P999 = values[5],
        };
        var side = ComparedSide.Of(summary, seconds, times);
        return hasBlocks && RequestBlocks.WidthFor(TimeSpan.FromSeconds(seconds)) is { } width ? side with { Blocks = BlocksOf(side, perSecond, (int)width.TotalSeconds) } : side;
    }

    /// <summary>Times that a second shares with those before it: what a busy machine does to all requests for a while.</summary>
    public static Func<int, Random, double> Waves(double spread, double memory)
    {
        var state = 0.0;
        return (second, random) =>
        {
            var fresh = Normal(random) * spread;
            state = second == 0 ? fresh : (memory * state) + (Math.Sqrt(1 - (memory * memory)) * fresh);
            return Math.Exp(state);
        };
    }

    private static RequestBlocks BlocksOf(ComparedSide side, List<(double Milliseconds, bool HasFailed)[]> perSecond, int width)
    {
        var (blocks, percentiles) = (new RequestBlocks(0, perSecond.Count / width), side.BucketsOfPercentiles());
        for (var second = 0; second < perSecond.Count / width * width; second++)
        {
            foreach (var (milliseconds, hasFailed) in perSecond[second])
            {
                blocks.Add(second / width, BucketOf(milliseconds), hasFailed, percentiles);
            }
        }

        return blocks;
    }

    private static int BucketOf(double milliseconds) => HistogramLayout.IndexOf((long)((milliseconds * 1e3) + 0.5));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int Poisson(double mean, Random random) => Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal(random))));
}
