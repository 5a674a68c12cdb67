using Cicada.Metrics;
using Cicada.TestSupport;
using CsCheck;

namespace Cicada.Tests.Metrics;

public sealed class TimeCountsTests
{
    private static readonly Gen<long> Times = Gen.OneOf(
        Gen.Long[-1, 3_000_000], Gen.Long[0, 100_000_000_000], Gen.Long[3_599_999_000_000, 3_700_000_000_000], Gen.Const(1_023_499L), Gen.Const(2_047_500L), Gen.Const(4_096_000L));

    [Fact]
    public void They_say_and_write_what_HdrHistogram_does() =>
        Gen.Select(Times.Array[0, 60], Gen.Double[0, 100]).Sample((times, percentile) =>
        {
            var (counts, theirs) = (Of(times), new HdrTimes(times));

            return counts.Count == theirs.Count && counts.Figures() == theirs.Figures() && counts.Percentile(percentile) == theirs.Percentile(percentile)
                && (times.Length == 0 || counts.Encode() == theirs.Encode());
        }, iter: 200);

    [Fact]
    public void The_text_is_read_by_HdrHistogram() =>
        Times.Array[0, 60].Sample(times => HdrTimes.Read(Of(times).Encode()) is { HighestTrackableValue: 3_600_000_000 } read && read.TotalCount == times.Length, iter: 200);

    [Fact]
    public void The_text_of_one_time_is_short() => Assert.InRange(Of([20_000_000]).Encode().Length, 1, 100);

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

    private static TimeCounts Of(long[] times)
    {
        var counts = new TimeCounts();
        foreach (var time in times)
        {
            counts.Record(time);
        }

        return counts;
    }
}
