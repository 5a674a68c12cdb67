using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Cicada.Metrics;

/// <summary>
/// Counts of whole numbers with three significant digits, laid out as HdrHistogram lays them out, so that its tools read the text: room for the octaves that numbers fell into, a
/// few of 8 kB where HdrHistogram's own classes take all of it, 190 kB up to an hour in microseconds. For many names that are asked and written each second.
/// </summary>
/// <remarks>
/// <code>
///     octave 0    0 … 1023, each by itself
///     octave 1    1024 … 2047, each by itself
///     octave n    1024 counts from 1024 × 2ⁿ⁻¹ on, each of 2ⁿ⁻¹ numbers
/// </code>
/// HdrHistogram's own encoder and percentiles go over every count there is room for, one by one: 0.5 ms a second for each name, by bench/scaling.
/// </remarks>
/// <param name="highest">The highest number that is told; more than it counts as it.</param>
internal sealed class OctaveCounts(long highest)
{
    private const int Digits = 3;
    private const int OctaveBits = 10;
    private const int CountsInOctave = 1 << OctaveBits;

    private const int Cookie = 0x1c849303 | 0x10;
    private const int HeaderLength = 40;
    private const int MostBytesOfNumber = 9;

    private readonly long[]?[] _octaves = new long[]?[OctaveOf(highest) + 1];
    private readonly long[] _totals = new long[OctaveOf(highest) + 1];

    public long Count { get; private set; }

    /// <summary>The places that are not empty, in their order, and how much is in each.</summary>
    public IEnumerable<(int Place, long Count)> Places
    {
        get
        {
            for (var octave = 0; octave < _octaves.Length; octave++)
            {
                for (var at = 0; _totals[octave] > 0 && at < CountsInOctave; at++)
                {
                    if (_octaves[octave]![at] is > 0 and var count)
                    {
                        yield return ((octave << OctaveBits) + at, count);
                    }
                }
            }
        }
    }

    /// <summary>Counts a number, which is not negative.</summary>
    public void Record(long number)
    {
        number = Math.Min(number, highest);
        var octave = OctaveOf(number);

        // In octave 0 the place is the number; in all others its first bit is always set, and left out.
        var at = octave == 0 ? (int)number : (int)(number >> (octave - 1)) - CountsInOctave;
        (_octaves[octave] ??= new long[CountsInOctave])[at]++;
        _totals[octave]++;
        Count++;
    }

    /// <summary>Adds to a place, or takes from it.</summary>
    public void Add(int place, long count)
    {
        var octave = place >> OctaveBits;
        (_octaves[octave] ??= new long[CountsInOctave])[place & (CountsInOctave - 1)] += count;
        _totals[octave] += count;
        Count += count;
    }

    public void Reset()
    {
        for (var octave = 0; octave < _octaves.Length && Count > 0; octave++)
        {
            if (_totals[octave] > 0)
            {
                _octaves[octave].AsSpan().Clear();
                _totals[octave] = 0;
            }
        }

        Count = 0;
    }

    /// <summary>The middle of the numbers a percentile falls into; 0 where there is none.</summary>
    public long Percentile(double percentile)
    {
        if (Count == 0)
        {
            return 0;
        }

        var rank = Math.Clamp((long)((percentile / 100 * Count) + 0.5), 1, Count);
        var octave = 0;
        while (rank > _totals[octave])
        {
            rank -= _totals[octave++];
        }

        var counts = _octaves[octave]!;
        var at = 0;
        while (rank > counts[at])
        {
            rank -= counts[at++];
        }

        return octave <= 1 ? (octave * CountsInOctave) + at : ((long)(CountsInOctave + at) << (octave - 1)) + (1L << (octave - 2));
    }

    /// <summary>HdrHistogram's V2 encoding, compressed, base64.</summary>
    public string Encode()
    {
        var bytes = ArrayPool<byte>.Shared.Rent(HeaderLength + 1024);
        var written = HeaderLength;
        var empty = 0L;
        for (var octave = 0; octave < _octaves.Length; octave++)
        {
            var rest = _totals[octave] > 0 ? _octaves[octave].AsSpan() : [];
            empty += CountsInOctave - rest.Length;
            while (rest.IndexOfAnyExcept(0) is >= 0 and var next)
            {
                if (bytes.Length - written < 2 * MostBytesOfNumber)
                {
                    bytes = Grown(bytes);
                }

                // Several empty places in a row are one negative number.
                empty += next;
                if (empty > 0)
                {
                    written += WriteNumber(bytes.AsSpan(written), empty == 1 ? 0 : -empty);
                }

                written += WriteNumber(bytes.AsSpan(written), rest[next]);
                rest = rest[(next + 1)..];
                empty = 0;
            }

            empty += rest.Length;
        }

        var header = bytes.AsSpan(0, HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(header, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], written - HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], 0);
        BinaryPrimitives.WriteInt32BigEndian(header[12..], Digits);
        BinaryPrimitives.WriteInt64BigEndian(header[16..], 1);
        BinaryPrimitives.WriteInt64BigEndian(header[24..], highest);
        BinaryPrimitives.WriteDoubleBigEndian(header[32..], 1);
        var text = HistogramText.Compress(bytes.AsSpan(0, written));
        ArrayPool<byte>.Shared.Return(bytes);
        return text;
    }

    /// <summary>Adds what <see cref="Encode"/> wrote of the same highest number; false, with nothing added, where it is no such text.</summary>
    public bool TryAdd(string text)
    {
        var places = _octaves.Length * CountsInOctave;
        if (HistogramText.Decompress(text, HeaderLength + (places * MostBytesOfNumber)) is not { Length: >= HeaderLength } plain
            || BinaryPrimitives.ReadInt32BigEndian(plain) != Cookie
            || BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(4)) != plain.Length - HeaderLength
            || BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(12)) != Digits
            || BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(24)) != highest)
        {
            return false;
        }

        var read = new List<(int Place, long Count)>();
        var (end, sum) = (0L, Count);
        for (var rest = plain.AsSpan(HeaderLength); !rest.IsEmpty;)
        {
            var number = ReadNumber(ref rest);
            end += number < 0 ? -number : 1;
            if (end < 0 || end > places || number > long.MaxValue - sum)
            {
                return false;
            }

            if (number > 0)
            {
                sum += number;
                read.Add(((int)end - 1, number));
            }
        }

        foreach (var (place, count) in read)
        {
            Add(place, count);
        }

        return true;
    }

    private static int OctaveOf(long number) => BitOperations.Log2((ulong)number | (CountsInOctave - 1)) - OctaveBits + 1;

    private static byte[] Grown(byte[] bytes)
    {
        var grown = ArrayPool<byte>.Shared.Rent(2 * bytes.Length);
        bytes.CopyTo(grown, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        return grown;
    }

    private static long ReadNumber(ref Span<byte> bytes)
    {
        var value = 0UL;
        var read = 0;
        while (read < bytes.Length)
        {
            var next = bytes[read];
            var isLast = read == MostBytesOfNumber - 1 || next < 0x80;
            value |= (ulong)(read == MostBytesOfNumber - 1 ? next : next & 0x7F) << (7 * read);
            read++;
            if (isLast)
            {
                break;
            }
        }

        bytes = bytes[read..];
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    // ZigZag, then seven bits a byte, the lowest first; a ninth byte has all eight.
    private static int WriteNumber(Span<byte> bytes, long number)
    {
        var rest = (ulong)((number << 1) ^ (number >> 63));
        var written = 0;
        while (rest >= 0x80 && written < MostBytesOfNumber - 1)
        {
            bytes[written++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        bytes[written++] = (byte)rest;
        return written;
    }
}
