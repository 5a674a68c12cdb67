using System.Buffers.Binary;
using System.Text.Json;

namespace Cicada.KeptRuns;

/// <summary>
/// A file that is sent while it is made: pieces, each behind its length and the number of points so far, and behind a length of 0 how it ended. So who reads it knows that it is whole.
/// </summary>
internal static class FileFrames
{
    private const int HeadLength = sizeof(int) + sizeof(long);

    public static void WritePiece(Stream stream, ReadOnlySpan<byte> piece, long points)
    {
        WriteHead(stream, piece.Length, points);
        stream.Write(piece);
    }

    public static void WriteEnd(Stream stream, FileEnd end)
    {
        WriteHead(stream, 0, end.Written);
        JsonSerializer.Serialize(stream, end, StoreJson.Default.FileEnd);
    }

    /// <summary>Copies all pieces.</summary>
    /// <param name="source">What was sent.</param>
    /// <param name="target">Where to.</param>
    /// <param name="progress">Is told of the points so far.</param>
    /// <exception cref="EndOfStreamException">It is not whole.</exception>
    public static FileEnd Copy(Stream source, Stream target, Action<long> progress)
    {
        var head = new byte[HeadLength];
        var buffer = Array.Empty<byte>();
        while (true)
        {
            source.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (length == 0)
            {
                return JsonSerializer.Deserialize(source, StoreJson.Default.FileEnd)!;
            }

            if (buffer.Length < length)
            {
                buffer = new byte[length];
            }

            source.ReadExactly(buffer, 0, length);
            target.Write(buffer, 0, length);
            progress(BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(sizeof(int))));
        }
    }

    private static void WriteHead(Stream stream, int length, long points)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        BinaryPrimitives.WriteInt32LittleEndian(head, length);
        BinaryPrimitives.WriteInt64LittleEndian(head[sizeof(int)..], points);
        stream.Write(head);
    }
}
