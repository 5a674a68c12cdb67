using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Cicada.Influx;

/// <summary>
/// The short texts read lately. Points name the same measurements, keys and tag values over and over; each is one string for all of them.
/// </summary>
internal sealed class KnownTexts
{
    private const int Places = 2048;
    private const int LongestKept = 128;

    private readonly string?[] _texts = new string?[Places];

    /// <summary>The text of some bytes in UTF-8; what is not valid becomes U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        if (bytes.Length > LongestKept)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        ref var known = ref _texts[Hash(bytes) % Places];
        return known is not null && Ascii.Equals(bytes, known) ? known : known = Encoding.UTF8.GetString(bytes);
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        ulong first, last;
        if (bytes.Length >= sizeof(ulong))
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            last = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
        }
        else
        {
            first = last = 0;
            foreach (var b in bytes)
            {
                first = (first << 8) | b;
            }
        }

        var mixed = (first ^ BitOperations.RotateLeft(last, 29) ^ (uint)bytes.Length) * 0x9E37_79B9_7F4A_7C15;
        return (uint)(mixed >> 40);
    }
}
