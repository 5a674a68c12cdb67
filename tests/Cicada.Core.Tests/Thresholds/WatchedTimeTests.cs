using Cicada.Metrics;
using Cicada.Thresholds;
using CsCheck;

namespace Cicada.Tests.Thresholds;

/// <summary>Windows against the times themselves, sorted.</summary>
public sealed class WatchedTimeTests
{
    private static readonly Gen<(long Time, bool Fails)[][]> Seconds =
        Gen.Select(Gen.OneOf(Gen.Long[0, 2_000_000], Gen.Long[0, 90_000_000_000], Gen.Long[3_599_000_000_000, 3_700_000_000_000]), Gen.Bool).Array[0, 12].Array[1, 25];

    [Fact]
    public void After_each_second_a_window_says_what_the_requests_in_it_say() =>
        Gen.Select(Seconds, Gen.Int[1, 8], Gen.Double[1, 99.9]).Sample((seconds, window, percentile) =>
        {
            var (sliding, whole) = (new WatchedTime(window), new WatchedTime(null));
            for (var i = 0; i < seconds.Length; i++)
            {
                sliding.Add(SecondOf(seconds[i]));
                whole.Add(SecondOf(seconds[i]));
                AssertSame([.. seconds[Math.Max(0, i + 1 - window)..(i + 1)].SelectMany(one => one)], Math.Min(window, i + 1), sliding, percentile);
                AssertSame([.. seconds[..(i + 1)].SelectMany(one => one)], i + 1, whole, percentile);
                Assert.Equal(i + 1 >= window, sliding.IsFull);
            }
        }, iter: 100);

    private static SecondOfRequests SecondOf((long Time, bool Fails)[] requests)
    {
        var times = new TimeCounts();
        Array.ForEach(requests, one => times.Record(one.Time));
        return new SecondOfRequests(1, requests.Count(one => one.Fails), times.Counted());
    }

    private static void AssertSame((long Time, bool Fails)[] requests, int seconds, WatchedTime window, double percentile)
    {
        double failed = requests.Count(one => one.Fails);
        Assert.Equal(requests.Length, window.Read(ThresholdFigure.Requests, 0));
        Assert.Equal(failed, window.Read(ThresholdFigure.Failures, 0));
        Assert.Equal((double)requests.Length / seconds, window.Read(ThresholdFigure.Rate, 0));
        if (requests.Length == 0)
        {
            // There is no share of nothing, and no time.
            Assert.All(
                [ThresholdFigure.FailureShare, ThresholdFigure.Percentile, ThresholdFigure.Mean, ThresholdFigure.Min, ThresholdFigure.Max],
                figure => Assert.Null(window.Read(figure, percentile)));
            return;
        }

        var sorted = requests.Select(one => one.Time).Order().ToArray();
        Assert.Equal(100 * failed / requests.Length, window.Read(ThresholdFigure.FailureShare, 0));
        Assert.Equal(sorted[0] / 1e6, window.Read(ThresholdFigure.Min, 0));
        Assert.Equal(sorted[^1] / 1e6, window.Read(ThresholdFigure.Max, 0));
        Near(sorted.Average() / 1e6, window.Read(ThresholdFigure.Mean, 0)!.Value, 1e-9);

        // The time whose rank it is: within a thousandth, and half a microsecond for the shortest. Beyond an hour nothing is told apart.
        var rank = Math.Clamp((long)((percentile / 100 * sorted.Length) + 0.5), 1, sorted.Length);
        Near(Math.Min(sorted[rank - 1] / 1e6, 3_600_000), Math.Min(window.Read(ThresholdFigure.Percentile, percentile)!.Value, 3_600_000), 1e-3);
    }

    private static void Near(double expected, double actual, double share) =>
        Assert.True(Math.Abs(expected - actual) <= (expected * share) + 0.0005, $"{actual} is not within {share} of {expected}");
}
