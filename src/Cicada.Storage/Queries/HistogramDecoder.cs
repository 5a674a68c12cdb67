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

    // A count takes nine bytes at most.
    private const int LongestPayload = HeaderLength + (9 * HistogramLayout.Length);

    private byte[] _packed = new byte[4096];
    private byte[] _plain = new byte[4096];

    /// <summary>Adds a histogram's counts; false where the text cannot be read, and then nothing is added.</summary>
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
        && BinaryPrimitives.ReadInt32BigEndian(plain[4..]) == plain.Length - HeaderLength
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

        try
        {
            using var source = new MemoryStream(_packed, 8, packed, writable: false);
            using var inflater = new ZLibStream(source, CompressionMode.Decompress);
            var filled = 0;
            while (inflater.Read(_plain, filled, _plain.Length - filled) is var read and > 0)
            {
                filled += read;
                if (filled == _plain.Length)
                {
                    if (filled > LongestPayload)
                    {
                        return false;
                    }

                    Array.Resize(ref _plain, filled * 2);
                }
            }

            plain = _plain.AsSpan(0, filled);
            return filled >= HeaderLength;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // Counts in the order of the buckets, each as ZigZag LEB128; a negative one stands for so many zeros.
    private static bool TryAddCounts(ReadOnlySpan<byte> payload, HistogramCounts into)
    {
        if (!TryVisit(payload, null))
        {
            return false;
        }

        TryVisit(payload, into);
        return true;
    }

    private static bool TryVisit(ReadOnlySpan<byte> payload, HistogramCounts? into)
    {
        var index = 0L;
        for (var at = 0; at < payload.Length;)
        {
            var (value, shift) = (0UL, 0);
            while (true)
            {
                if (at == payload.Length)
                {
                    return false;
                }

                // The ninth byte has all of its eight bits.
                ulong next = payload[at++];
                if (shift == 56)
                {
                    value |= next << shift;
                    break;
                }

                value |= (next & 0x7f) << shift;
                if (next < 0x80)
                {
                    break;
                }

                shift += 7;
            }

            var count = (long)(value >> 1) ^ -(long)(value & 1);
            if (count < 0)
            {
                index -= Math.Max(count, -HistogramLayout.Length - 1);
                continue;
            }

            if (index >= HistogramLayout.Length)
            {
                return count == 0;
            }

            if (count > 0)
            {
                into?.Add((int)index, count);
            }

            index++;
        }

        return true;
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
