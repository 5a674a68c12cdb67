using Cicada.Metrics;
using CsCheck;

namespace Cicada.Tests.Metrics;

public sealed class TimeCountsTests
{
    private static readonly Gen<long> Times = Gen.OneOf(
        Gen.Long[-1, 3_000_000], Gen.Long[0, 100_000_000_000], Gen.Long[3_599_999_000_000, 3_700_000_000_000], Gen.Const(1_023_499L), Gen.Const(2_047_500L), Gen.Const(4_096_000L));

    [Fact]
    public void They_say_what_a_histogram_says() =>
        Gen.Select(Times.Array[0, 60], Gen.Double[0, 100]).Sample((times, percentile) =>
        {
            var (counts, histogram) = (new TimeCounts(), new LatencyHistogram());
            foreach (var time in times)
            {
                counts.Record(time);
                histogram.Record(time);
            }

            return counts.Count == histogram.Count && counts.Figures() == histogram.Figures() && counts.Percentile(percentile) == histogram.Percentile(percentile);
        }, iter: 200);

    [Fact]
    public void They_begin_anew()
    {
        var counts = new TimeCounts();
        counts.Record(5_000_000);

        counts.Reset();
        Assert.Equal((0, default), (counts.Count, counts.Figures()));
        counts.Record(7_000_000);

        Assert.Equal((7, 7, 7), (counts.Figures().Min, counts.Figures().Max, counts.Percentile(99)));
    }
}
