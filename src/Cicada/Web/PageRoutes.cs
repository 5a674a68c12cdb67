using System.Text;
using Cicada.WebUi;
using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>The web UI: one page under all its addresses, and the files it loads.</summary>
internal sealed class PageRoutes : IRouteGroup
{
    private const string ForEver = "public, max-age=31536000, immutable";
    private static readonly string[] Methods = ["GET", "HEAD"];
    private static readonly string[] Addresses = ["/", "/runs", "/runs/*", "/compare", "/start", "/explore", "/login"];

    private readonly UiFiles _files;
    private readonly UiFile _page;
    private readonly string _tag;
    private readonly string _below;

    /// <param name="files">The files.</param>
    /// <param name="basePath">Where the UI is, as <see cref="WebHostOptions.BasePath"/> says it.</param>
    public PageRoutes(UiFiles files, string basePath = "")
    {
        _files = files;
        _page = new("page/index.html", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(files.Page(basePath + "/")));
        _tag = EntityTag.Of(_page.Content);
        _below = $"/{UiFiles.Folder}/{files.Version}/";
        Routes = [.. Addresses.SelectMany(address => Both(address, PageAsync, isPage: true)), .. Both($"/{UiFiles.Folder}/*", FileAsync, isPage: false)];
    }

    public IReadOnlyList<WebRoute> Routes { get; }

    public void Prepare(HttpContext context) => SafeHeaders.Prepare(context, _files.ContentSecurityPolicy);

    public Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }

    // Nothing in the page or its files is anybody's secret: what they show is asked for, and only answered to who may know it.
    private static IEnumerable<WebRoute> Both(string address, RequestDelegate answer, bool isPage) =>
        Methods.Select(method => new WebRoute(method, address, answer) { IsPage = isPage, Needs = WebAccess.Nothing });

    private static async Task SendAsync(HttpContext context, UiFile file)
    {
        context.Response.ContentType = file.ContentType;
        context.Response.Headers.Vary = "Accept-Encoding";
        var content = file.Content;
        if (ContentCoding.Accepts(context.Request, ContentCoding.Brotli))
        {
            (content, context.Response.Headers.ContentEncoding) = (file.Brotli, ContentCoding.Brotli);
        }
        else if (ContentCoding.Accepts(context.Request, ContentCoding.Gzip))
        {
            (content, context.Response.Headers.ContentEncoding) = (file.Gzip, ContentCoding.Gzip);
        }

        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private Task PageAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return EntityTag.Answer(context, _tag) ? Task.CompletedTask : SendAsync(context, _page);
    }

    private Task FileAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (!path.StartsWith(_below, StringComparison.Ordinal) || _files.Find(path[_below.Length..]) is not { } file)
        {
            return RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such file in this version of the web UI. Load the page again.");
        }

        context.Response.Headers.CacheControl = ForEver;
        return SendAsync(context, file);
    }
}
