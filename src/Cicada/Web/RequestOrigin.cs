using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Whose page a request comes from, as the browser says it. Programs that are no browser say nothing, and come from no page.</summary>
/// <param name="Page">The page's origin, such as <c>https://example.org</c>; empty where it is unknown or there is none.</param>
/// <param name="IsElsewhere">Whether the page is not one of this server.</param>
internal readonly record struct RequestOrigin(string Page, bool IsElsewhere)
{
    public static RequestOrigin Of(HttpRequest request)
    {
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..])
        {
            return new(origin, !IsOwn(origin, request));
        }

        // Another port of the same machine is the same site, and yet somebody else.
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site, ..])
        {
            return new(PageOf(request), site is not ("none" or "same-origin"));
        }

        var page = PageOf(request);
        return new(page, page.Length > 0 && !IsOwn(page, request));
    }

    // Behind a proxy that speaks TLS the scheme is another one, and the name is the same.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private static string PageOf(HttpRequest request) =>
        request.Headers.Referer is [{ Length: > 0 } referer, ..] && Uri.TryCreate(referer, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "";
}
