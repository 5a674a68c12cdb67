using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Cicada.Storage.Writing;

/// <summary>
/// Reads the records of a file of the log. What was being written when the process or the machine ended is not whole, at the end of the last file, and was acknowledged to
/// nobody; whatever else is not whole is damage, behind which reading goes on with the next record that is.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="isLast">Whether it is the one that was written last.</param>
internal sealed class RecordReader(string path, bool isLast)
{
    // In whatever form: a number is at its end.
    private const uint MarkOfAnyForm = RecordWriter.Mark & 0x00FF_FFFF;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Whether acknowledged points may be missing from what was read so far.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether a file has records of a form that this version does not know.</summary>
    public static bool IsNewer(string path)
    {
        using var stream = Open(path);
        var first = new byte[sizeof(uint)];
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(first) is var mark && mark != RecordWriter.Mark && (mark & 0x00FF_FFFF) == MarkOfAnyForm;
    }

    /// <summary>The positions of the records, whether what is in them is whole or not.</summary>
    public IEnumerable<long> Positions() => Bodies(_ => false).Select(record => record.Position);

    /// <summary>The batches of the file, from a position on.</summary>
    /// <param name="isWanted">Says of a position whether the batch there is to be read.</param>
    public IEnumerable<LineBatch> Read(Func<long, bool> isWanted) =>
        Bodies(isWanted).Where(record => record.Body is not null).Select(record => BatchOf(record.Position, record.Body!));

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private IEnumerable<(long Position, byte[]? Body)> Bodies(Func<long, bool> isWanted)
    {
        using var stream = Open(path);
        var head = new byte[RecordWriter.HeadLength];
        for (var at = 0L; at < stream.Length;)
        {
            stream.Position = at;
            if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !IsHead(head))
            {
                var next = FindHead(stream, at + 1);
                IsDamaged |= next is not null || !isLast || (at == 0 && stream.Length >= head.Length && !IsEmpty(stream));
                at = next ?? stream.Length;
                continue;
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4));
            var position = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(8));
            at += head.Length + length;
            if (at > stream.Length)
            {
                IsDamaged |= !isLast;
                yield break;
            }

            if (!isWanted(position))
            {
                yield return (position, null);
                continue;
            }

            var body = new byte[length];
            stream.ReadExactly(body);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(16)) == RecordWriter.Checksum(body))
            {
                yield return (position, body);
            }
            else
            {
                IsDamaged |= !isLast || at < stream.Length;
            }
        }
    }

    private static bool IsHead(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes) == RecordWriter.Mark
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]) == RecordWriter.Checksum(bytes[..20])
        && BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) >= 0;

    private static long? FindHead(FileStream stream, long from)
    {
        Span<byte> mark = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(mark, RecordWriter.Mark);
        var buffer = new byte[1 << 20];
        for (var start = from; start + RecordWriter.HeadLength <= stream.Length; start += buffer.Length - RecordWriter.HeadLength + 1)
        {
            stream.Position = start;
            var read = buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            for (var at = 0; at + RecordWriter.HeadLength <= read.Length; at++)
            {
                var found = read[at..].IndexOf(mark);
                if (found < 0 || (at += found) + RecordWriter.HeadLength > read.Length)
                {
                    break;
                }

                if (IsHead(read.Slice(at, RecordWriter.HeadLength)))
                {
                    return start + at;
                }
            }
        }

        return null;
    }

    // A file that was made longer before the power failed.
    private static bool IsEmpty(FileStream stream)
    {
        stream.Position = 0;
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is var read and > 0)
        {
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    private static LineBatch BatchOf(long position, ReadOnlySpan<byte> body)
    {
        var batch = new LineBatch(Text(ref body), Text(ref body)) { Position = position };
        for (var blocks = Int(ref body); blocks > 0; blocks--)
        {
            batch.Blocks.Add(BlockOf(ref body));
        }

        batch.AddWeight(body.Length);
        return batch;
    }

    private static PointBlock BlockOf(ref ReadOnlySpan<byte> body)
    {
        var measurement = Text(ref body);
        var keys = new List<LineSeries>(Int(ref body));
        for (var left = keys.Capacity; left > 0; left--)
        {
            var tags = new PointTag[Int(ref body)];
            for (var i = 0; i < tags.Length; i++)
            {
                tags[i] = new(Text(ref body), Text(ref body));
            }

            keys.Add(new LineSeries(measurement, tags));
        }

        var count = Int(ref body);
        var times = Values<long>(ref body, count);
        var series = Values<int>(ref body, count);
        var fields = new FieldCells[Int(ref body)];
        for (var i = 0; i < fields.Length; i++)
        {
            var (name, type) = (Text(ref body), (FieldType)Int(ref body));
            var known = Values<ulong>(ref body, (count + 63) / 64);
            var values = Values<long>(ref body, count);
            fields[i] = FieldCells.Kept(name, type, values, known, Values<byte>(ref body, Int(ref body)));
        }

        return PointBlock.Kept(measurement, times, series, keys, fields);
    }

    private static string Text(ref ReadOnlySpan<byte> body)
    {
        var length = Int(ref body);
        var text = Encoding.UTF8.GetString(body[..length]);
        body = body[length..];
        return text;
    }

    private static int Int(ref ReadOnlySpan<byte> body)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(body);
        body = body[sizeof(int)..];
        return number;
    }

    private static T[] Values<T>(ref ReadOnlySpan<byte> body, int count)
        where T : unmanaged
    {
        var values = new T[count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        body[..bytes.Length].CopyTo(bytes);
        body = body[bytes.Length..];
        return values;
    }
}
