namespace Cicada.Storage.Queries;

/// <summary>
/// The form of a histogram in <c>data.merged_histograms</c>: for each bucket that holds something, how many buckets further it is than the one before, and
/// its count, both as LEB128. Made to be read quickly; nothing outside the store has it.
/// </summary>
internal static class CompactHistogram
{
    // Three bytes of distance and nine or ten of count.
    private const int LongestEntry = 13;

    public static ReadOnlySpan<byte> Encode(HistogramCounts counts, ref byte[] buffer)
    {
        var (length, before) = (0, -1);
        for (var i = counts.First; i <= counts.Last; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            if (buffer.Length < length + LongestEntry)
            {
                Array.Resize(ref buffer, Math.Max(1024, buffer.Length * 2));
            }

            length = Write(buffer, length, (ulong)(i - before));
            length = Write(buffer, length, (ulong)counts[i]);
            before = i;
        }

        return buffer.AsSpan(0, length);
    }

    /// <summary>The form of a single time, or of two, by their buckets.</summary>
    public static ReadOnlySpan<byte> Encode(int shortest, int? longest, ref byte[] buffer)
    {
        if (buffer.Length < 2 * LongestEntry)
        {
            buffer = new byte[1024];
        }

        var length = Write(buffer, 0, (ulong)(shortest + 1));
        length = Write(buffer, length, longest == shortest ? 2UL : 1UL);
        if (longest is { } other && other != shortest)
        {
            length = Write(buffer, length, (ulong)(other - shortest));
            length = Write(buffer, length, 1);
        }

        return buffer.AsSpan(0, length);
    }

    /// <summary>Adds the counts of a histogram; false where it is damaged.</summary>
    public static bool TryAdd(ReadOnlySpan<byte> bytes, HistogramCounts into)
    {
        var counts = into.Counts;
        var (index, first, total, at) = (-1L, int.MaxValue, 0L, 0);
        while (at < bytes.Length)
        {
            // Most distances and counts are a byte each.
            ulong distance = bytes[at++];
            if ((distance >= 0x80 && !TryReadOn(bytes, ref at, ref distance)) || at == bytes.Length || distance > HistogramLayout.Length)
            {
                break;
            }

            ulong count = bytes[at++];
            if (count >= 0x80 && !TryReadOn(bytes, ref at, ref count))
            {
                break;
            }

            index += (long)distance;
            if ((ulong)index >= (ulong)counts.Length)
            {
                break;
            }

            counts[(int)index] += (long)count;
            total += (long)count;
            first = Math.Min(first, (int)index);
            if (at == bytes.Length)
            {
                into.Added(first, (int)index, total);
                return true;
            }
        }

        // What came before the damage has been added; the total then differs from what it should be, which whoever asked compares.
        if (first < int.MaxValue)
        {
            into.Added(first, (int)Math.Min(index, counts.Length - 1), total);
        }

        return bytes.IsEmpty;
    }

    private static int Write(byte[] buffer, int at, ulong value)
    {
        while (value >= 0x80)
        {
            buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
        return at;
    }

    private static bool TryReadOn(ReadOnlySpan<byte> bytes, ref int at, ref ulong value)
    {
        value &= 0x7f;
        for (var shift = 7; shift < 64 && at < bytes.Length; shift += 7)
        {
            ulong next = bytes[at++];
            value |= (next & 0x7f) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
