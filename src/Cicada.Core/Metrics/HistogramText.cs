using HdrHistogram;
using HdrHistogram.Utilities;

namespace Cicada.Metrics;

/// <summary>The text form of a histogram, as HdrHistogram's own tools read it: V2, compressed, base64.</summary>
internal static class HistogramText
{
    [ThreadStatic]
    private static ByteBuffer? t_buffer;

    public static string Encode(LongHistogram histogram)
    {
        // A buffer made from an array is a copy of it, so what was written is read from the buffer.
        var needed = histogram.GetNeededByteBufferCapacity();
        var buffer = t_buffer is { } kept && kept.Capacity() >= needed ? kept : t_buffer = ByteBuffer.Allocate(needed);
        buffer.Position = 0;
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = buffer.Get();
        }

        return Convert.ToBase64String(bytes);
    }
}
