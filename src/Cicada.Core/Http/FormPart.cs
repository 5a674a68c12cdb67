using System.Net.Http.Headers;
using System.Text;

namespace Cicada;

/// <summary>One field or file of a multipart form.</summary>
public sealed class FormPart
{
    private readonly string _name;
    private readonly byte[] _bytes;
    private readonly string? _fileName;
    private readonly string? _contentType;

    private FormPart(string name, byte[] bytes, string? fileName, string? contentType) =>
        (_name, _bytes, _fileName, _contentType) = (name, bytes, fileName, contentType);

    /// <summary>A field.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, sent as UTF-8.</param>
    public static FormPart Text(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return new(name, Encoding.UTF8.GetBytes(value), null, null);
    }

    /// <summary>A file.</summary>
    /// <param name="name">The name of its field.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="fileName">The name it is given.</param>
    /// <param name="contentType">Its media type.</param>
    /// <exception cref="ArgumentException">The media type is none.</exception>
    public static FormPart File(string name, byte[] bytes, string fileName, string contentType = "application/octet-stream")
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(fileName);
        return MediaTypeHeaderValue.TryParse(contentType, out _)
            ? new(name, bytes, fileName, contentType)
            : throw new ArgumentException($"'{contentType}' is no media type; one looks like 'image/png'. Correct it.", nameof(contentType));
    }

    /// <summary>The form as a browser sends it (HTML, multipart/form-data encoding algorithm): names quoted and in UTF-8, which .NET's own content does not do.</summary>
    internal static ByteArrayContent ToContent(IEnumerable<FormPart> parts)
    {
        var boundary = $"----Cicada{Guid.NewGuid():N}";
        using var body = new MemoryStream();
        foreach (var part in parts)
        {
            Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"{Escape(part._name)}\"");
            if (part._fileName is { } fileName)
            {
                Write($"; filename=\"{Escape(fileName)}\"");
            }

            Write(part._contentType is { } type ? $"\r\nContent-Type: {type}\r\n\r\n" : "\r\n\r\n");
            body.Write(part._bytes);
            Write("\r\n");
        }

        Write($"--{boundary}--\r\n");
        var content = new ByteArrayContent(body.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return content;

        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Escape(string name) =>
        name.Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);
}
