using System.IO.Compression;
using Cicada.Http;

namespace Cicada.FastHttp;

/// <summary>Decompresses bodies: gzip, deflate and br, as the default client does.</summary>
internal static class BodyDecoder
{
    /// <summary>Whether a body with this Content-Encoding is decompressed; of several, the last one counts.</summary>
    public static bool Knows(string? encoding) => NameOf(encoding) is not null;

    /// <summary>Decompresses a body.</summary>
    /// <param name="body">The whole of it.</param>
    /// <param name="encoding">Its Content-Encoding.</param>
    /// <param name="keeps">Whether the result is kept, or only counted.</param>
    /// <param name="mostBytes">The longest that is kept.</param>
    /// <returns>What came out, and how long it is.</returns>
    /// <exception cref="InvalidDataException">It is not compressed like that, or not whole.</exception>
    /// <exception cref="OverlongBodyException">It becomes longer than is kept.</exception>
    public static (byte[] Body, long Length) Decode(ReadOnlyMemory<byte> body, string encoding, bool keeps, long mostBytes)
    {
        if (body.IsEmpty)
        {
            return ([], 0);
        }

        using var stream = Open(body, NameOf(encoding)!);
        var kept = default(GrowingBytes);
        try
        {
            var length = 0L;
            Span<byte> piece = stackalloc byte[4096];
            int read;
            while ((read = Read(stream, piece)) > 0)
            {
                length += read;
                if (keeps)
                {
                    if (length > mostBytes)
                    {
                        throw new OverlongBodyException(length, mostBytes);
                    }

                    kept.Add(piece[..read]);
                }
            }

            return (keeps ? kept.Span.ToArray() : [], length);
        }
        finally
        {
            kept.Release();
        }
    }

    private static int Read(Stream stream, Span<byte> piece)
    {
        try
        {
            return stream.Read(piece);
        }
        catch (InvalidOperationException exception)
        {
            // Brotli's way to say so.
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static Stream Open(ReadOnlyMemory<byte> body, string name)
    {
        var source = new MemoryStream(body.ToArray(), writable: false);
        return name switch
        {
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            "br" => new BrotliStream(source, CompressionMode.Decompress),

            // By the letter "deflate" is zlib's format, but some servers send the bare one. Zlib's first byte has 8 in its lower half.
            _ => (body.Span[0] & 0x0F) == 8 ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress),
        };
    }

    private static string? NameOf(string? encoding) => encoding?.Split(',')[^1].Trim().ToUpperInvariant() switch
    {
        "GZIP" => "gzip",
        "DEFLATE" => "deflate",
        "BR" => "br",
        _ => null,
    };
}
