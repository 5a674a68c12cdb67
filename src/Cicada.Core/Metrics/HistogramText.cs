using System.Buffers.Binary;
using System.IO.Compression;

namespace Cicada.Metrics;

/// <summary>The text form of a histogram, as HdrHistogram's own tools read it: V2, compressed, base64.</summary>
internal static class HistogramText
{
    private const int CompressedCookie = 0x1c849314;
    private const int HeaderLength = 8;

    // What deflate takes of the counts of two hundred requests or less is not worth its work: 10 µs to write and 4 to read, for a tenth of the length at most.
    private const int LongestStored = 256;
    private const int StoredOverhead = 11;

    /// <summary>The text of a histogram that is encoded already.</summary>
    public static string Compress(ReadOnlySpan<byte> plain)
    {
        if (plain.Length <= LongestStored)
        {
            return Store(plain);
        }

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

    // zlib's frame around one block of deflate that holds the bytes as they are.
    private static string Store(ReadOnlySpan<byte> plain)
    {
        Span<byte> bytes = stackalloc byte[HeaderLength + StoredOverhead + LongestStored];
        BinaryPrimitives.WriteInt32BigEndian(bytes, CompressedCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], StoredOverhead + plain.Length);
        var zlib = bytes[HeaderLength..];
        BinaryPrimitives.WriteUInt16BigEndian(zlib, 0x7801);
        zlib[2] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(zlib[3..], (ushort)plain.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(zlib[5..], (ushort)~plain.Length);
        plain.CopyTo(zlib[7..]);
        BinaryPrimitives.WriteUInt32BigEndian(zlib[(7 + plain.Length)..], Adler32(plain));
        return Convert.ToBase64String(bytes[..(HeaderLength + StoredOverhead + plain.Length)]);
    }

    // RFC 1950. Of so few bytes neither sum overflows before its remainder is taken.
    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        var (a, b) = (1u, 0u);
        foreach (var one in bytes)
        {
            a += one;
            b += a;
        }

        return ((b % 65521) << 16) | (a % 65521);
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
