using System.Buffers.Binary;
using System.Numerics;

namespace Cicada.Metrics;

/// <summary>
/// A distribution of values of any unit, counted in millionths of it with three significant digits: from a thousandth (a millisecond where the unit is a second) up
/// to a trillion (a terabyte where it is a byte). What is smaller is told to the millionth, what is larger counts as a trillion.
/// </summary>
/// <remarks>
/// The layout is HdrHistogram's, and its tools read the text. Its own class is not used: of values from 2⁴¹ to 2⁴² it makes the ones below (an int that overflows),
/// and it would take 400 kB for each trend, where most values of one lie within a few powers of two.
/// <code>
///     octave 0    0 … 1023, each by itself
///     octave 1    1024 … 2047, each by itself
///     octave n    1024 counts from 1024 × 2ⁿ⁻¹ on, each of 2ⁿ⁻¹ values
/// </code>
/// </remarks>
internal sealed class TrendHistogram
{
    /// <summary>How many units of the histogram one unit of the metric is.</summary>
    public const double UnitsPerValue = 1_000_000;

    private const long Highest = 1_000_000_000_000_000_000;
    private const int Digits = 3;
    private const int OctaveBits = 10;
    private const int CountsInOctave = 1 << OctaveBits;
    private const int Octaves = 51;

    private const int Cookie = 0x1c849303 | 0x10;
    private const int HeaderLength = 40;
    private const int MostBytesOfNumber = 9;
    private const int MostBytes = HeaderLength + (Octaves * CountsInOctave * MostBytesOfNumber);

    private readonly long[]?[] _octaves = new long[]?[Octaves];

    public long Count { get; private set; }

    public void Record(double value)
    {
        var units = (long)Math.Clamp(Math.Round(value * UnitsPerValue), 0, Highest);
        var octave = BitOperations.Log2((ulong)units | (CountsInOctave - 1)) - OctaveBits + 1;

        // In octave 0 the place is the value; in all others its first bit is always set, and left out.
        var place = octave == 0 ? (int)units : (int)(units >> (octave - 1)) - CountsInOctave;
        (_octaves[octave] ??= new long[CountsInOctave])[place]++;
        Count++;
    }

    public void Reset()
    {
        if (Count > 0)
        {
            foreach (var octave in _octaves)
            {
                octave?.AsSpan().Clear();
            }

            Count = 0;
        }
    }

    /// <summary>A percentile: the middle of the counts it falls into; 0 where there is no value.</summary>
    public double Percentile(double percentile)
    {
        var wanted = Math.Max(1, (long)((percentile / 100 * Count) + 0.5));
        for (var octave = 0; octave < Octaves; octave++)
        {
            if (_octaves[octave] is not { } counts)
            {
                continue;
            }

            for (var place = 0; place < CountsInOctave; place++)
            {
                wanted -= counts[place];
                if (wanted <= 0)
                {
                    return octave <= 1 ? ((octave * CountsInOctave) + place) / UnitsPerValue
                        : (((long)(CountsInOctave + place) << (octave - 1)) + (1L << (octave - 2))) / UnitsPerValue;
                }
            }
        }

        return 0;
    }

    /// <summary>The HdrHistogram V2 encoding, compressed, base64.</summary>
    public string Encode()
    {
        var bytes = new byte[HeaderLength + 1024];
        var written = HeaderLength;
        var zeros = 0L;
        foreach (var octave in _octaves)
        {
            if (octave is null)
            {
                zeros += CountsInOctave;
                continue;
            }

            foreach (var count in octave)
            {
                if (count == 0)
                {
                    zeros++;
                    continue;
                }

                if (bytes.Length - written < 2 * MostBytesOfNumber)
                {
                    Array.Resize(ref bytes, 2 * bytes.Length);
                }

                // Several zeros in a row are one negative number.
                if (zeros > 0)
                {
                    written += WriteNumber(bytes.AsSpan(written), zeros == 1 ? 0 : -zeros);
                    zeros = 0;
                }

                written += WriteNumber(bytes.AsSpan(written), count);
            }
        }

        var header = bytes.AsSpan(0, HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(header, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], written - HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], 0);
        BinaryPrimitives.WriteInt32BigEndian(header[12..], Digits);
        BinaryPrimitives.WriteInt64BigEndian(header[16..], 1);
        BinaryPrimitives.WriteInt64BigEndian(header[24..], Highest);
        BinaryPrimitives.WriteDoubleBigEndian(header[32..], 1);
        return HistogramText.Compress(bytes.AsSpan(0, written));
    }

    /// <summary>Adds what <see cref="Encode"/> wrote; false, with nothing added, where it is no such text.</summary>
    public bool TryAdd(string text)
    {
        if (HistogramText.Decompress(text, MostBytes) is not { Length: >= HeaderLength } plain
            || BinaryPrimitives.ReadInt32BigEndian(plain) != Cookie
            || BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(4)) != plain.Length - HeaderLength
            || BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(12)) != Digits
            || BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(24)) != Highest)
        {
            return false;
        }

        var read = new List<(int Place, long Count)>();
        var place = 0L;
        for (var rest = plain.AsSpan(HeaderLength); !rest.IsEmpty;)
        {
            var number = ReadNumber(ref rest);
            place += number < 0 ? -number : 1;
            if (place is < 0 or > Octaves * CountsInOctave)
            {
                return false;
            }

            if (number > 0)
            {
                read.Add(((int)place - 1, number));
            }
        }

        foreach (var (at, count) in read)
        {
            (_octaves[at / CountsInOctave] ??= new long[CountsInOctave])[at % CountsInOctave] += count;
            Count += count;
        }

        return true;
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
