using Cicada.Metrics;
using Cicada.TestSupport;
using CsCheck;
using HdrHistogram;

namespace Cicada.Tests.Metrics;

public sealed class TrendHistogramTests
{
    private static readonly Gen<double> Values = Gen.OneOf(
        Gen.Double[0, 0.01], Gen.Double[0, 10], Gen.Double[0, 1e9], Gen.Double[0, 1e12], Gen.Int[0, 5_000].Select(units => units / 1e6), Gen.Const(0.0), Gen.Const(1e12), Gen.Const(1e300));

    [Fact]
    public void HdrHistogram_reads_the_text_and_has_every_count() =>
        Values.Array[0, 200].Sample(values =>
        {
            var read = HdrTimes.Read(Of(values).Encode());

            return read.TotalCount == values.Length
                && values.All(value => read.GetCountAtValue(Units(value)) == values.Count(other => read.LowestEquivalentValue(Units(other)) == read.LowestEquivalentValue(Units(value))));
        });

    // Above, HdrHistogram itself goes wrong.
    [Fact]
    public void The_text_is_the_one_of_HdrHistogram_where_it_has_one() =>
        Gen.OneOf(Gen.Double[0, 0.01], Gen.Double[0, 2e6]).Array[1, 200].Sample(values =>
        {
            var theirs = new LongHistogram(1, 1_000_000_000_000_000_000, 3);
            foreach (var value in values)
            {
                theirs.RecordValue(Units(value));
            }

            var ours = Of(values);

            return ours.Encode() == HdrTimes.TextOf(theirs)
                && new double[] { 0, 1, 50, 75, 90, 99.9, 100 }.All(percentile =>
                    ours.Percentile(percentile) == theirs.MedianEquivalentValue(theirs.GetValueAtPercentile(percentile)) / TrendHistogram.UnitsPerValue);
        });

    [Fact]
    public void A_percentile_is_within_a_thousandth_at_any_size() =>
        Values.Where(value => value <= 1e12).Sample(value => Math.Abs(Of([value]).Percentile(50) - value) <= Math.Max(value / 1000, 0.000_001));

    [Fact]
    public void An_empty_one_is_as_good_as_new()
    {
        var histogram = Of([1, 2, 3e9]);

        histogram.Reset();

        Assert.Equal((0, 0), (histogram.Count, histogram.Percentile(50)));
        Assert.Equal(0, HdrTimes.Read(histogram.Encode()).TotalCount);
    }

    [Fact]
    public void Two_together_are_the_one_of_all_values() =>
        Gen.Select(Values.Array[0, 100], Values.Array[0, 100]).Sample((first, second) =>
        {
            var merged = Of(first);

            return merged.TryAdd(Of(second).Encode()) && merged.Encode() == Of([.. first, .. second]).Encode() && merged.Count == first.Length + second.Length;
        });

    [Fact]
    public void A_text_that_is_none_adds_nothing_and_breaks_nothing()
    {
        var good = Convert.FromBase64String(Of([1, 2, 3e9]).Encode());
        Gen.OneOf(
                Gen.String,
                Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Select((at, value) => Convert.ToBase64String([.. good[..at], value, .. good[(at + 1)..]])),
                Gen.Int[0, good.Length - 1].Select(length => Convert.ToBase64String(good[..length])),
                Gen.Byte.Array[0, 200].Select(plain => HistogramText.Compress(plain)),
                Gen.Byte.Array[0, 200].Select(payload => HistogramText.Compress([.. HeaderOf(payload.Length), .. payload])))
            .Sample(text =>
            {
                var histogram = Of([0.0005]);

                return histogram.TryAdd(text) || (histogram.Count == 1 && histogram.Percentile(50) == 0.0005);
            });
    }

    private static byte[] HeaderOf(int length)
    {
        var plain = HistogramText.Decompress(Of([1]).Encode(), 1_000_000)!.AsSpan(0, 40).ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(4), length);
        return plain;
    }

    private static TrendHistogram Of(double[] values)
    {
        var histogram = new TrendHistogram();
        foreach (var value in values)
        {
            histogram.Record(value);
        }

        return histogram;
    }

    private static long Units(double value) => (long)Math.Clamp(Math.Round(value * TrendHistogram.UnitsPerValue), 0, 1e18);
}
