using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Cicada.Import;

/// <summary>The file to import: its content as UTF-8, unpacked where it is gzip, and how far it has been read.</summary>
/// <param name="path">The full path.</param>
/// <param name="name">What it is called in sentences.</param>
internal sealed class ImportFile(string path, string name) : IDisposable
{
    private FileStream? _file;

    public string Path => path;

    public string Name => name;

    public long Length { get; } = new FileInfo(path).Length;

    /// <summary>Bytes of the file, as it lies on disk, that have been read.</summary>
    public long Position => _file is { CanSeek: true } file ? Math.Min(file.Position, Length) : Length;

    /// <summary>The test's name where no other is given: the file's name without its endings.</summary>
    public string DefaultTest
    {
        get
        {
            var plain = System.IO.Path.GetFileName(path);
            plain = plain.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? plain[..^3] : plain;
            plain = System.IO.Path.GetFileNameWithoutExtension(plain);
            const string History = "_stats_history";
            plain = plain.EndsWith(History, StringComparison.Ordinal) && plain.Length > History.Length ? plain[..^History.Length] : plain;
            return plain.Length == 0 ? "imported" : plain;
        }
    }

    /// <summary>The sentence about why there is nothing to read, or null.</summary>
    public static string? Problem(string path, string name)
    {
        if (Directory.Exists(path))
        {
            return $"The file to import is '{name}'; that is a folder. Name a file in it.";
        }

        if (!File.Exists(path))
        {
            return $"The file to import is '{name}'; there is no such file. Check the path.";
        }

        using var file = File.OpenRead(path);
        if (!file.CanSeek)
        {
            return $"The file to import is '{name}'; that is a pipe, and a file is read more than once. Write it to a file first.";
        }

        return file.Length == 0 ? $"The file to import is '{name}'; it is empty. Name a file with results." : null;
    }

    /// <summary>The content from its beginning; how far this one has been read is <see cref="Position"/>.</summary>
    public Stream Open() => Open(_file = OpenFile());

    /// <summary>The first bytes of the content.</summary>
    public byte[] Head(int length)
    {
        using var content = Open(OpenFile());
        var head = new byte[length];
        return head[..content.ReadAtLeast(head, length, throwOnEndOfStream: false)];
    }

    /// <summary>Three letters that are the same for the same content, in the alphabet of runs' ids.</summary>
    public string Suffix()
    {
        using var content = Open(OpenFile());
        var hash = SHA256.HashData(content);
        const string Alphabet = "23456789bcdfghjkmnpqrstvwxz";
        return string.Concat(hash.Take(3).Select(value => Alphabet[value % Alphabet.Length]));
    }

    public void Dispose() => _file?.Dispose();

    private FileStream OpenFile() =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);

    private static Stream Open(FileStream file) =>
        AsUtf8(IsGzip(file) ? new RewindableStream(new GZipStream(file, CompressionMode.Decompress)) : file);

    private static bool IsGzip(FileStream file)
    {
        var is1F8B = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return is1F8B;
    }

    // Windows programs like to write UTF-16, which begins with a mark that nothing else begins with.
    private static Stream AsUtf8(Stream content)
    {
        var head = new byte[2];
        var length = content.ReadAtLeast(head, 2, throwOnEndOfStream: false);
        Rewind(content);
        var encoding = length < 2 ? null
            : head is [0xFF, 0xFE] ? Encoding.Unicode
            : head is [0xFE, 0xFF] ? Encoding.BigEndianUnicode
            : null;
        return encoding is null ? content : Encoding.CreateTranscodingStream(content, encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static void Rewind(Stream content)
    {
        if (content is RewindableStream rewindable)
        {
            rewindable.Rewind();
        }
        else
        {
            content.Position = 0;
        }
    }
}
