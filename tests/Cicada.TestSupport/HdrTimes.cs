using Cicada.Metrics;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace Cicada.TestSupport;

/// <summary>A distribution of times as HdrHistogram itself counts and writes it: what <see cref="TimeCounts"/> has to say too.</summary>
public sealed class HdrTimes
{
    private readonly LongHistogram _histogram = new(1, TimeCounts.HighestMicroseconds, 3);
    private ExactTimes _exact = new();

    public HdrTimes(IEnumerable<long> nanoseconds)
    {
        foreach (var time in nanoseconds.Select(time => Math.Max(0, time)))
        {
            _histogram.RecordValue(Math.Min((time + 500) / 1000, TimeCounts.HighestMicroseconds));
            _exact.Record(time);
        }
    }

    public long Count => _exact.Count;

    public static string TextOf(LongHistogram histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var plain = new byte[histogram.Encode(buffer, HistogramEncoderV2.Instance)];
        buffer.Position = 0;
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = buffer.Get();
        }

        return HistogramText.Compress(plain);
    }

    public static HistogramBase Read(string text) => HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(text)), 0);

    public double Percentile(double percentile) => Count == 0 ? 0 : _exact.Clamp(_histogram.MedianEquivalentValue(_histogram.GetValueAtPercentile(percentile)) / 1e3);

    public TimeFigures Figures() => _exact.Figures(Percentile);

    public string Encode() => TextOf(_histogram);
}
