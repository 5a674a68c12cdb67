using Cicada.Metrics;
using CsCheck;

namespace Cicada.Tests.Metrics;

public sealed class OctaveCountsTests
{
    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long[0, 3_000], Gen.Long[0, 1_000_000], Gen.Long[0, 1L << 40], Gen.Const(1023L), Gen.Const(1024L), Gen.Const(2048L));

    [Fact]
    public void Places_put_into_another_make_the_same() =>
        Numbers.Array[0, 100].Sample(numbers =>
        {
            var (counts, copy) = (Of(numbers), new OctaveCounts(1L << 40));
            foreach (var (place, count) in counts.Places)
            {
                copy.Add(place, count);
            }

            return copy.Encode() == counts.Encode() && copy.Count == counts.Count && copy.Percentile(37) == counts.Percentile(37);
        });

    [Fact]
    public void What_is_taken_away_again_was_never_there() =>
        Gen.Select(Numbers.Array[0, 50], Numbers.Array[0, 50]).Sample((kept, taken) =>
        {
            var counts = Of([.. kept, .. taken]);
            foreach (var (place, count) in Of(taken).Places)
            {
                counts.Add(place, -count);
            }

            return counts.Encode() == Of(kept).Encode() && counts.Percentile(90) == Of(kept).Percentile(90);
        });

    [Fact]
    public void One_that_was_emptied_is_as_good_as_new() =>
        Gen.Select(Numbers.Array[0, 50], Numbers.Array[0, 50]).Sample((before, after) =>
        {
            var counts = Of(before);
            counts.Reset();
            foreach (var number in after)
            {
                counts.Record(number);
            }

            return counts.Encode() == Of(after).Encode() && counts.Count == after.Length;
        });

    [Fact]
    public void A_number_beyond_the_highest_counts_as_it() => Assert.Equal(Of([1L << 40]).Encode(), Of([long.MaxValue]).Encode());

    [Fact]
    public void More_than_can_be_counted_is_refused()
    {
        var full = new OctaveCounts(1L << 40);
        full.Add(7, long.MaxValue - 1);
        var counts = Of([1, 2]);

        Assert.False(counts.TryAdd(full.Encode()));
        Assert.Equal((2, 2), (counts.Count, counts.Percentile(100)));
    }

    private static OctaveCounts Of(long[] numbers)
    {
        var counts = new OctaveCounts(1L << 40);
        foreach (var number in numbers)
        {
            counts.Record(number);
        }

        return counts;
    }
}
