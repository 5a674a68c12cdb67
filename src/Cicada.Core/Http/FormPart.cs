using System.Net.Http.Headers;

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
    public static FormPart Text(string name, string value) => new(name, System.Text.Encoding.UTF8.GetBytes(value), null, null);

    /// <summary>A file.</summary>
    /// <param name="name">The name of its field.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="fileName">The name it is given.</param>
    /// <param name="contentType">Its media type.</param>
    public static FormPart File(string name, byte[] bytes, string fileName, string contentType = "application/octet-stream") =>
        new(name, bytes, fileName, contentType);

    internal static MultipartFormDataContent ToContent(IEnumerable<FormPart> parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var part in parts)
        {
            var content = new ByteArrayContent(part._bytes);
            if (part._contentType is { } type)
            {
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            }

            if (part._fileName is { } fileName)
            {
                form.Add(content, part._name, fileName);
            }
            else
            {
                form.Add(content, part._name);
            }
        }

        return form;
    }
}
