using System.Buffers.Binary;
using System.IO.Compression;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace Cicada.Metrics;

/// <summary>The text form of a histogram, as HdrHistogram's own tools read it: V2, compressed, base64.</summary>
/// <remarks>
/// HdrHistogram's own compression takes in its whole buffer, 190 kB of zeros after some hundred bytes of counts. Leaving these out makes it a third of the work and, of
/// few times, half of the text.
/// </remarks>
internal static class HistogramText
{
    private const int CompressedCookie = 0x1c849314;
    private const int HeaderLength = 8;

    [ThreadStatic]
    private static ByteBuffer? t_buffer;

    public static string Encode(LongHistogram histogram)
    {
        var needed = histogram.GetNeededByteBufferCapacity();
        var buffer = t_buffer is { } kept && kept.Capacity() >= needed ? kept : t_buffer = ByteBuffer.Allocate(needed);
        buffer.Position = 0;
        var plain = new byte[histogram.Encode(buffer, HistogramEncoderV2.Instance)];

        // A buffer can only be read byte by byte; one made from an array would be a copy of it.
        buffer.Position = 0;
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = buffer.Get();
        }

        return Compress(plain);
    }

    /// <summary>The text of a histogram that is encoded already.</summary>
    public static string Compress(ReadOnlySpan<byte> plain)
    {
        using var packed = new MemoryStream();
        packed.Write(stackalloc byte[HeaderLength]);
        using (var compression = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            compression.Write(plain);
        }

        var bytes = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes, CompressedCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], bytes.Length - HeaderLength);
        return Convert.ToBase64String(bytes);
    }
}
