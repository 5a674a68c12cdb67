using System.IO.Compression;

namespace Cicada.WebUi;

/// <summary>Files that never change are compressed once, as small as can be.</summary>
internal static class Compression
{
    public static byte[] Gzip(byte[] content) => Of(content, stream => new GZipStream(stream, CompressionLevel.SmallestSize));

    public static byte[] Brotli(byte[] content) => Of(content, stream => new BrotliStream(stream, CompressionLevel.SmallestSize));

    private static byte[] Of(byte[] content, Func<Stream, Stream> compress)
    {
        using var compressed = new MemoryStream();
        using (var stream = compress(compressed))
        {
            stream.Write(content);
        }

        return compressed.ToArray();
    }
}
