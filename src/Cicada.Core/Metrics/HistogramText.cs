using HdrHistogram;
using HdrHistogram.Utilities;

namespace Cicada.Metrics;

/// <summary>The text form of a histogram, as HdrHistogram's own tools read it: V2, compressed, base64.</summary>
internal static class HistogramText
{
    [ThreadStatic]
    private static byte[]? t_buffer;

    public static string Encode(LongHistogram histogram)
    {
        var needed = histogram.GetNeededByteBufferCapacity();
        var bytes = t_buffer is { } kept && kept.Length >= needed ? kept : t_buffer = new byte[needed];
        var length = histogram.EncodeIntoCompressedByteBuffer(ByteBuffer.Allocate(bytes));
        return Convert.ToBase64String(bytes, 0, length);
    }
}
