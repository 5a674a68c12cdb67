using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Whose page a request comes from, as the browser says it. Programs that are no browser say nothing, and come from no page.</summary>
/// <param name="Page">The page's origin, such as <c>https://example.org</c>; empty where it is unknown or there is none.</param>
/// <param name="IsElsewhere">Whether the page is not one of this server.</param>
/// <param name="IsHidden">Whether a browser seems to ask, and does not say from which page.</param>
internal readonly record struct RequestOrigin(string Page, bool IsElsewhere, bool IsHidden = false)
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
        return new(page, page.Length > 0 && !IsOwn(page, request), page.Length == 0 && IsBrowser(request));
    }

    // An image on a page that sends no referrer, from a server that is neither this machine nor reached by TLS: no browser says where that comes from. But none hides what
    // it is, and no page can make it do so.
    private static bool IsBrowser(HttpRequest request) =>
        (request.Headers.UserAgent.ToString() is var agent && agent.StartsWith("Mozilla/", StringComparison.OrdinalIgnoreCase))
        || request.Headers.AcceptLanguage.Count > 0

        // Java's own client accepts pages and images too, and says that it is Java.
        || (agent.Length == 0 && (Accepts(request, "text/html") || Accepts(request, "image/")));

    private static bool Accepts(HttpRequest request, string type) => request.Headers.Accept.ToString().Contains(type, StringComparison.OrdinalIgnoreCase);

    // Behind a proxy that speaks TLS the scheme is another one, and the name is the same.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private static string PageOf(HttpRequest request) =>
        request.Headers.Referer is [{ Length: > 0 } referer, ..] && Uri.TryCreate(referer, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "";
}
