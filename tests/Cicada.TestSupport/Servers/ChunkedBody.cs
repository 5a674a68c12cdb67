using System.Buffers;
using System.Buffers.Text;

namespace Cicada.TestSupport;

/// <summary>A body in the chunked transfer coding.</summary>
internal static class ChunkedBody
{
    /// <summary>Reads a whole chunked body at the start of a buffer; false when its end is not there yet.</summary>
    /// <param name="buffer">What follows the head.</param>
    /// <param name="body">The chunks in a row.</param>
    /// <param name="used">The bytes the coded body takes.</param>
    /// <exception cref="FormatException">It is not chunked.</exception>
    public static bool TryRead(ReadOnlySpan<byte> buffer, out byte[] body, out int used)
    {
        var chunks = new ArrayBufferWriter<byte>();
        (body, used) = ([], 0);
        while (true)
        {
            var line = buffer[used..].IndexOf("\r\n"u8);
            if (line < 0)
            {
                return false;
            }

            if (!Utf8Parser.TryParse(buffer.Slice(used, line), out int length, out _, 'X') || length < 0)
            {
                throw new FormatException("The length of a chunk is none.");
            }

            used += line + 2;
            if (buffer.Length - used < length + 2)
            {
                return false;
            }

            if (length == 0)
            {
                return TrySkipTrailers(buffer, chunks, out body, ref used);
            }

            chunks.Write(buffer.Slice(used, length));
            used += length + 2;
        }
    }

    private static bool TrySkipTrailers(ReadOnlySpan<byte> buffer, ArrayBufferWriter<byte> chunks, out byte[] body, ref int used)
    {
        body = chunks.WrittenSpan.ToArray();
        int line;
        while ((line = buffer[used..].IndexOf("\r\n"u8)) > 0)
        {
            used += line + 2;
        }

        used += 2;
        return line == 0;
    }
}
