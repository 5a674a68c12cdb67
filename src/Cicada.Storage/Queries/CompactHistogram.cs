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

    /// <summary>Adds the counts of a histogram; false where it is damaged.</summary>
    public static bool TryAdd(ReadOnlySpan<byte> bytes, HistogramCounts into)
    {
        var index = -1L;
        for (var at = 0; at < bytes.Length;)
        {
            if (!TryRead(bytes, ref at, out var distance) || !TryRead(bytes, ref at, out var count) || distance > HistogramLayout.Length)
            {
                return false;
            }

            index += (long)distance;
            if (index is < 0 or >= HistogramLayout.Length)
            {
                return false;
            }

            into.Add((int)index, (long)count);
        }

        return true;
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

    private static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < bytes.Length; shift += 7)
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
