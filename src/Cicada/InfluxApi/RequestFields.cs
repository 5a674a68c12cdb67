using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cicada.InfluxApi;

/// <summary>What a request says by name: in its address, and where it has a form, there; the form counts first.</summary>
internal sealed class RequestFields
{
    /// <summary>The most bytes a form may have, its files included.</summary>
    private const int LargestForm = 32 * 1024 * 1024;
    private const int LargestValue = 16 * 1024 * 1024;

    private readonly IQueryCollection _address;
    private readonly IFormCollection? _form;

    private RequestFields(IQueryCollection address, IFormCollection? form) => (_address, _form) = (address, form);

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">The form is none, or too large.</exception>
    /// <exception cref="BadHttpRequestException">The body is too large, or ended early.</exception>
    public static async Task<RequestFields> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
        {
            return new(request.Query, null);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestForm;
        }

        var options = new FormOptions { ValueLengthLimit = LargestValue, MultipartBodyLengthLimit = LargestForm, ValueCountLimit = 256, KeyLengthLimit = 256 };
        return new(request.Query, await request.ReadFormAsync(options, cancellation));
    }

    /// <summary>The value of a name; empty where it is not said.</summary>
    public string this[string name] => _form?[name] is [{ Length: > 0 } said, ..] ? said : _address[name] is [{ } value, ..] ? value : "";

    /// <summary>The text of a file that came with the form; empty where there is none.</summary>
    public async Task<string> FileAsync(string name, CancellationToken cancellation)
    {
        if (_form?.Files.GetFile(name) is not { } file)
        {
            return "";
        }

        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(cancellation);
    }
}
