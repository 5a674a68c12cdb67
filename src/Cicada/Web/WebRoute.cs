using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>What answers one method of one path.</summary>
/// <param name="Method">The method: <c>GET</c>, <c>POST</c> …</param>
/// <param name="Path">
/// The path, compared letter by letter. A segment in braces, <c>{run}</c>, stands for any and is found by its name among the route values of the request. A path that ends
/// in <c>/*</c> is all paths below, but for those that have routes of their own.
/// </param>
/// <param name="Answer">Answers it.</param>
internal sealed record WebRoute(string Method, string Path, RequestDelegate Answer)
{
    /// <summary>Whether it is a page, which others may link to. Everything else is answered to pages of this server only, and to whoever is no page at all.</summary>
    public bool IsPage { get; init; }

    /// <summary>What who asks must be allowed, where it matters who asks.</summary>
    public WebAccess Needs { get; init; } = WebAccess.Read;
}
