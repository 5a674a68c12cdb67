using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Cicada.Storage.Queries;

/// <summary>
/// Reads HdrHistogram's text form (V2, compressed, base64) straight into counts. Histograms of another layout than ours are read by
/// HdrHistogram itself and counted by their values. Used by one thread at a time.
/// </summary>
internal sealed class HistogramDecoder
{
    private const int CompressedCookie = 0x1c849304;
    private const int Cookie = 0x1c849303;
    private const int WordSize = 0xf0;
    private const int HeaderLength = 40;
    private const int StoredStart = 7;

    // A count takes nine bytes at most.
    private const int LongestPayload = 9 * HistogramLayout.Length;

    private byte[] _packed = new byte[4096];
    private byte[] _plain = new byte[4096];

    /// <summary>Adds a histogram's counts; false where the text cannot be read to its end.</summary>
    public bool TryAdd(ReadOnlySpan<byte> text, HistogramCounts into)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        if (_packed.Length < text.Length)
        {
            _packed = new byte[text.Length * 2];
        }

        if (Base64.DecodeFromUtf8(text, _packed, out _, out var length) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        return TryInflate(length, out var plain) && IsOurs(plain)
            ? TryAddCounts(plain[HeaderLength..], into)
            : TryAddByValue(length, into);
    }

    private static bool IsOurs(ReadOnlySpan<byte> plain) =>
        (BinaryPrimitives.ReadInt32BigEndian(plain) & ~WordSize) == Cookie
        && BinaryPrimitives.ReadInt32BigEndian(plain[8..]) == 0
        && BinaryPrimitives.ReadInt32BigEndian(plain[12..]) == HistogramLayout.Digits
        && BinaryPrimitives.ReadInt64BigEndian(plain[16..]) == 1
        && BinaryPrimitives.ReadInt64BigEndian(plain[24..]) == HistogramLayout.Highest;

    private bool TryInflate(int length, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (length < 8
            || (BinaryPrimitives.ReadInt32BigEndian(_packed) & ~WordSize) != CompressedCookie
            || BinaryPrimitives.ReadInt32BigEndian(_packed.AsSpan(4)) is var packed && (packed < 0 || packed > length - 8))
        {
            return false;
        }

        if (TryReadStored(_packed.AsSpan(8, packed), out plain))
        {
            return true;
        }

        try
        {
            using var source = new MemoryStream(_packed, 8, packed, writable: false);
            using var inflater = new ZLibStream(source, CompressionMode.Decompress);
            if (inflater.ReadAtLeast(_plain.AsSpan(0, HeaderLength), HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            {
                return false;
            }

            // HdrHistogram.NET's own texts go on with zeros after the counts, more than there are counts.
            var payload = BinaryPrimitives.ReadInt32BigEndian(_plain.AsSpan(4));
            if (payload is < 0 or > LongestPayload)
            {
                return false;
            }

            if (_plain.Length < HeaderLength + payload)
            {
                Array.Resize(ref _plain, (HeaderLength + payload) * 2);
            }

            var filled = inflater.ReadAtLeast(_plain.AsSpan(HeaderLength, payload), payload, throwOnEndOfStream: false);
            plain = _plain.AsSpan(0, HeaderLength + payload);
            return filled == payload;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // Most texts are of few times, and one block of deflate that is not compressed: no inflater is needed for these.
    private static bool TryReadStored(ReadOnlySpan<byte> zlib, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (zlib.Length < StoredStart || zlib[0] != 0x78 || (zlib[1] & 0x20) != 0 || zlib[2] != 1)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(zlib[3..]);
        if ((ushort)~length != BinaryPrimitives.ReadUInt16LittleEndian(zlib[5..]) || length < HeaderLength || length > zlib.Length - StoredStart)
        {
            return false;
        }

        var payload = BinaryPrimitives.ReadInt32BigEndian(zlib[(StoredStart + 4)..]);
        if (payload < 0 || payload > length - HeaderLength)
        {
            return false;
        }

        plain = zlib.Slice(StoredStart, HeaderLength + payload);
        return true;
    }

    // Counts in the order of the buckets, each as ZigZag LEB128; a negative one stands for so many zeros.
    private static bool TryAddCounts(ReadOnlySpan<byte> payload, HistogramCounts into)
    {
        var counts = into.Counts;
        var (index, first, last, total, at) = (0L, int.MaxValue, -1, 0L, 0);
        while (at < payload.Length)
        {
            ulong value = payload[at++];
            if (value >= 0x80 && !TryReadOn(payload, ref at, ref value))
            {
                break;
            }

            var count = (long)(value >> 1) ^ -(long)(value & 1);
            if (count < 0)
            {
                index -= Math.Max(count, -counts.Length - 1);
                continue;
            }

            if (count > 0)
            {
                if ((ulong)index >= (ulong)counts.Length)
                {
                    break;
                }

                counts[(int)index] += count;
                total += count;
                first = Math.Min(first, (int)index);
                last = (int)index;
            }

            index++;
        }

        // What came before damage has been added; the total then differs from what it should be, which whoever asked compares.
        if (last >= 0)
        {
            into.Added(first, last, total);
        }

        return at == payload.Length;
    }

    private static bool TryReadOn(ReadOnlySpan<byte> payload, ref int at, ref ulong value)
    {
        value &= 0x7f;
        for (var shift = 7; at < payload.Length; shift += 7)
        {
            // The ninth byte has all of its eight bits.
            ulong next = payload[at++];
            if (shift == 56)
            {
                value |= next << shift;
                return true;
            }

            value |= (next & 0x7f) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A text of somebody else's may be anything, and HdrHistogram has an exception of its own for each.")]
    private bool TryAddByValue(int length, HistogramCounts into)
    {
        try
        {
            var histogram = HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(_packed.AsSpan(0, length).ToArray()), 0);
            foreach (var value in histogram.RecordedValues())
            {
                into.Add(HistogramLayout.IndexOf(histogram.MedianEquivalentValue(value.ValueIteratedTo)), value.CountAtValueIteratedTo);
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
