using Cicada.Metrics;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Cicada.Core.Tests.Metrics;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void The_text_is_read_by_HdrHistogram_and_says_the_same()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 1000; i++)
        {
            histogram.Record(i * 1_234_567L);
        }

        var first = Decode(histogram.Encode());
        histogram.Record(5_000_000_000_000);
        var second = Decode(histogram.Encode());

        Assert.Equal((1000, 1001), (first.TotalCount, second.TotalCount));
        Assert.Equal(histogram.Percentile(95), second.MedianEquivalentValue(second.GetValueAtPercentile(95)) / 1e3);
        Assert.Equal(3_600_000_000, second.HighestTrackableValue);
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => first.MedianEquivalentValue(((i * 1_234_567L) + 500) / 1000)), TimesOf(first));
    }

    [Fact]
    public void The_text_of_one_time_is_short()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(20_000_000);

        Assert.InRange(histogram.Encode().Length, 1, 100);
    }

    private static IEnumerable<long> TimesOf(HistogramBase histogram) => histogram.RecordedValues()
        .SelectMany(value => Enumerable.Repeat(histogram.MedianEquivalentValue(value.ValueIteratedTo), (int)value.CountAddedInThisIterationStep));

    private static HistogramBase Decode(string text) =>
        HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(text)), 0);
}
