using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Cicada.Storage.Writing;

/// <summary>Reads the records of a file of the log, up to the first that is not whole: what was being written when the process or the machine ended.</summary>
internal static class RecordReader
{
    /// <summary>The positions of the first and the last record of a file; null where there is none.</summary>
    public static (long First, long Last)? Positions(string path)
    {
        (long First, long Last)? positions = null;
        foreach (var (position, _) in Bodies(path, _ => false))
        {
            positions = (positions?.First ?? position, position);
        }

        return positions;
    }

    /// <summary>The batches of a file, from a position on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWanted">Says of a position whether the batch there is to be read.</param>
    public static IEnumerable<LineBatch> Read(string path, Func<long, bool> isWanted)
    {
        foreach (var (position, body) in Bodies(path, isWanted))
        {
            if (body is not null)
            {
                yield return BatchOf(position, body);
            }
        }
    }

    private static IEnumerable<(long Position, byte[]? Body)> Bodies(string path, Func<long, bool> isWanted)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var head = new byte[RecordWriter.HeadLength];
        while (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4));
            var position = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(8));
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != RecordWriter.Mark
                || BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(20)) != RecordWriter.Checksum(head.AsSpan(0, 20))
                || length < 0 || length > stream.Length - stream.Position)
            {
                yield break;
            }

            if (!isWanted(position))
            {
                stream.Position += length;
                yield return (position, null);
                continue;
            }

            var body = new byte[length];
            stream.ReadExactly(body);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(16)) != RecordWriter.Checksum(body))
            {
                yield break;
            }

            yield return (position, body);
        }
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
