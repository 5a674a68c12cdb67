using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Cicada.RunsApi;

/// <summary>Answers that a browser keeps as a file.</summary>
internal static class ApiDownload
{
    private const int LongestName = 120;

    /// <summary>Says what the answer is, and allows it to be written piece by piece as it is made.</summary>
    public static Stream Begin(HttpContext context, string contentType, string name)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(SafeName(name));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        if (context.Features.Get<IHttpBodyControlFeature>() is { } control)
        {
            control.AllowSynchronousIO = true;
        }

        return context.Response.Body;
    }

    /// <summary>A name that is a file's everywhere: no folder, no letter that some system gives a meaning to, no dot at its beginning.</summary>
    public static string SafeName(string name)
    {
        var safe = new string([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_')]).TrimStart('.');
        return safe.Length == 0 ? "run" : safe.Length <= LongestName ? safe : safe[^LongestName..].TrimStart('.');
    }
}
