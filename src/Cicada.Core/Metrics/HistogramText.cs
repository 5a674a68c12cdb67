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

    /// <summary>The encoded histogram of a text, or null where it is none, or one that is longer than a histogram can be.</summary>
    public static byte[]? Decompress(string text, int most)
    {
        try
        {
            var packed = Convert.FromBase64String(text);
            if (packed.Length < HeaderLength || BinaryPrimitives.ReadInt32BigEndian(packed) != CompressedCookie)
            {
                return null;
            }

            using var compression = new ZLibStream(new MemoryStream(packed, HeaderLength, packed.Length - HeaderLength), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            var piece = new byte[4096];
            while (compression.Read(piece) is var read and > 0)
            {
                if (plain.Length + read > most)
                {
                    return null;
                }

                plain.Write(piece, 0, read);
            }

            return plain.ToArray();
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            return null;
        }
    }
}
