using System.Text;
using Cicada.Metrics;
using Cicada.Storage.Queries;
using CsCheck;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Cicada.Storage.Tests.Queries;

public sealed class HistogramDecoderTests
{
    private static readonly double[] Percentiles = [0, 1, 50, 75, 90, 95, 99, 99.9, 99.99, 100];

    // Evenly over the orders of magnitude.
    private static readonly Gen<long> Time = Gen.Double[0, Math.Log(4e9)].Select(x => Math.Min((long)Math.Exp(x) - 1, HistogramLayout.Highest));

    [Fact]
    public void A_time_falls_into_the_bucket_whose_middle_HdrHistogram_says()
    {
        var histogram = Ours();

        Time.Sample(time => Assert.Equal(histogram.MedianEquivalentValue(time), HistogramLayout.MiddleOf(HistogramLayout.IndexOf(time))));
        Assert.Equal(histogram.MedianEquivalentValue(HistogramLayout.Highest), HistogramLayout.MiddleOf(HistogramLayout.IndexOf(long.MaxValue)));
        Assert.Equal(0, HistogramLayout.IndexOf(-1));
    }

    [Fact]
    public void Merged_texts_say_what_HdrHistogram_says_of_them_together()
    {
        Gen.Select(Time, Gen.Long[1, 100_000]).Array[0, 60].Array[1, 5].Sample(parts =>
        {
            var whole = Ours();
            var counts = new HistogramCounts();
            var decoder = new HistogramDecoder();
            foreach (var part in parts)
            {
                var histogram = Ours();
                foreach (var (time, count) in part)
                {
                    histogram.RecordValueWithCount(time, count);
                    whole.RecordValueWithCount(time, count);
                }

                Assert.True(decoder.TryAdd(Encode(histogram), counts));
            }

            AssertSame(whole, counts);
        });
    }

    [Fact]
    public void The_compact_form_holds_the_same_counts()
    {
        Gen.Select(Time, Gen.Long[1, long.MaxValue / 1000]).Array[0, 60].Sample(entries =>
        {
            var counts = new HistogramCounts();
            foreach (var (time, count) in entries)
            {
                counts.Add(HistogramLayout.IndexOf(time), count);
            }

            byte[] buffer = [];
            var again = new HistogramCounts();
            Assert.True(CompactHistogram.TryAdd(CompactHistogram.Encode(counts, ref buffer), again));
            Assert.Equal(counts.Total, again.Total);
            for (var i = 0; i < HistogramLayout.Length; i++)
            {
                Assert.Equal(counts[i], again[i]);
            }
        });
    }

    [Theory]
    [InlineData(3_600_000_000, 2)]
    [InlineData(3_600_000_000, 4)]
    [InlineData(60_000_000, 3)]
    [InlineData(100_000_000_000, 3)]
    public void Histograms_of_another_layout_are_counted_by_their_values(long highest, int digits)
    {
        var other = new LongHistogram(1, highest, digits);
        other.RecordValueWithCount(1_500, 3);
        other.RecordValueWithCount(1_000_000, 4);
        var counts = new HistogramCounts();

        Assert.True(new HistogramDecoder().TryAdd(Encode(other), counts));

        Assert.Equal(7, counts.Total);
        Assert.InRange(HistogramLayout.MiddleOf(counts.First), 1_500 * 0.99, 1_500 * 1.01);
        Assert.InRange(HistogramLayout.MiddleOf(counts.Last), 1_000_000 * 0.99, 1_000_000 * 1.01);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    [InlineData("HISTFAAAAAF4nA==")]
    [InlineData("HISTFH////94nA==")]
    public void A_text_that_is_no_histogram_is_refused(string text)
    {
        var counts = new HistogramCounts();

        Assert.False(new HistogramDecoder().TryAdd(Encoding.UTF8.GetBytes(text), counts));
        Assert.Equal(0, counts.Total);
    }

    [Fact]
    public void The_texts_of_a_second_are_read_whether_they_are_long_or_short() =>
        Gen.Select(Time, Gen.Int[1, 3]).Array[1, 400].Sample(entries =>
        {
            var (second, whole, counts) = (new TimeCounts(), Ours(), new HistogramCounts());
            foreach (var (time, count) in entries)
            {
                for (var i = 0; i < count; i++)
                {
                    second.Record(time * 1000);
                    whole.RecordValue(time);
                }
            }

            Assert.True(new HistogramDecoder().TryAdd(Encoding.UTF8.GetBytes(second.Encode()), counts));
            AssertSame(whole, counts);
        });

    [Theory]
    [InlineData(300)]
    [InlineData(20)]
    public void Whatever_is_done_to_a_text_it_is_read_or_refused_and_nothing_else_happens(int times)
    {
        var histogram = new TimeCounts();
        for (var i = 0L; i < times; i++)
        {
            histogram.Record(i * i * 1000);
        }

        var text = Encoding.UTF8.GetBytes(histogram.Encode());
        var decoder = new HistogramDecoder();
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Byte, Gen.Int[0, text.Length]).Sample(
            (place, value, length) =>
            {
                var damaged = text.ToArray();
                damaged[place] = value;
                decoder.TryAdd(damaged.AsSpan(0, length), new HistogramCounts());
            },
            threads: 1);
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            CompactHistogram.TryAdd(bytes, new HistogramCounts());
        });
    }

    private static LongHistogram Ours() => new(1, HistogramLayout.Highest, HistogramLayout.Digits);

    private static byte[] Encode(LongHistogram histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity() + 100);
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = buffer.Get();
        }

        return Encoding.UTF8.GetBytes(Convert.ToBase64String(bytes));
    }

    private static void AssertSame(LongHistogram expected, HistogramCounts counts)
    {
        Assert.Equal(expected.TotalCount, counts.Total);
        if (counts.Total > 0)
        {
            var values = new double[Percentiles.Length];
            counts.Percentiles(Percentiles, 0, double.MaxValue, values);
            Assert.Equal(Percentiles.Select(one => expected.MedianEquivalentValue(expected.GetValueAtPercentile(one)) / 1e3), values);
        }
    }
}
