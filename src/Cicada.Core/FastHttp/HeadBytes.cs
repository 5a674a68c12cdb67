using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cicada.FastHttp;

/// <summary>Looks at many bytes of a head at once. <c>ResponseReaderBenchmarks</c> asked for it: a search of its own for each name and each line took three times as long.</summary>
/// <remarks>Whatever is asked for lies within the bytes, of which there are at least <see cref="BlockLength"/>: what is near their end is taken from the last block, and shifted.</remarks>
internal static class HeadBytes
{
    /// <summary>The bytes looked at at once.</summary>
    public const int BlockLength = 32;

    // What may stand in a name, by half bytes: the low one chooses a set of high ones.
    private static readonly Vector128<byte> LowHalves = Vector128.Create((byte)0xE8, 0xFC, 0xF8, 0xFC, 0xFC, 0xFC, 0xFC, 0xFC, 0xF8, 0xF8, 0xF4, 0x54, 0xD0, 0x54, 0xF4, 0x70);
    private static readonly Vector128<byte> HighHalves = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Which of the bytes from here on are LF, the next one in the lowest bit; the end of the bytes is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LineEnds(ReadOnlySpan<byte> bytes, int at)
    {
        Debug.Assert(bytes.Length >= BlockLength && at < bytes.Length, "There is a whole block.");
        var from = Math.Min(at, bytes.Length - BlockLength);
        return Vector256.Equals(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)from), Vector256.Create((byte)'\n')).ExtractMostSignificantBits() >> (at - from);
    }

    /// <summary>How many bytes from here on may stand in a name; the length of a block or more where they all may, or the bytes end first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NameLength(ReadOnlySpan<byte> bytes, int at)
    {
        Debug.Assert(bytes.Length >= BlockLength && at < bytes.Length, "There is a whole block.");
        var from = Math.Min(at, bytes.Length - BlockLength);
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var others = OthersThanName(Vector128.LoadUnsafe(ref start, (nuint)from)) | (OthersThanName(Vector128.LoadUnsafe(ref start, (nuint)from + 16)) << 16);
        return BitOperations.TrailingZeroCount(others >> (at - from));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OthersThanName(Vector128<byte> bytes)
    {
        var low = Vector128.ShuffleNative(LowHalves, bytes & Vector128.Create((byte)0x0F));
        var high = Vector128.ShuffleNative(HighHalves, Vector128.ShiftRightLogical(bytes, 4));
        return Vector128.Equals(low & high, Vector128<byte>.Zero).ExtractMostSignificantBits();
    }
}
