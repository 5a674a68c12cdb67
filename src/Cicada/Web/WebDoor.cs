using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Where every request comes in: finds out whether it may, and who answers it.</summary>
internal sealed class WebDoor(RouteTable routes, HostNames names, IReadOnlyList<string> corsOrigins)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var path = routes.Find(context.Request.Path.Value ?? "/");
        (path?.Group ?? routes.First).Prepare(context);
        if (!names.Admit(context.Request.Host.Value ?? ""))
        {
            await RefuseAsync(
                context, path, StatusCodes.Status403Forbidden,
                $"This server is not called '{Shown(context.Request.Host.Value)}', the name the request is for. Use the address it listens on, or start it with '--allowed-host' and that name.");
            return;
        }

        var origin = RequestOrigin.Of(context.Request);
        var isAllowed = origin.Page.Length > 0 && corsOrigins.Any(allowed => allowed == "*" || string.Equals(allowed, origin.Page, StringComparison.OrdinalIgnoreCase));
        var route = path?.Find(context.Request.Method);
        if (origin.IsElsewhere && !isAllowed && route is not { IsPage: true })
        {
            await RefuseAsync(
                context, path, StatusCodes.Status403Forbidden,
                $"The request comes from a page of '{(origin.Page.Length == 0 ? "another server" : Shown(origin.Page))}', and this server answers only its own. Start it with '--cors-origin' and that origin if it shall.");
            return;
        }

        if (isAllowed && context.Request.Headers.ContainsKey("Origin"))
        {
            Share(context.Response.Headers, origin.Page);
        }

        if (route is not null)
        {
            await route.Answer(context);
        }
        else if (path is null)
        {
            await SayAsync(context, StatusCodes.Status404NotFound, "404 page not found\n");
        }
        else
        {
            context.Response.Headers.Allow = path.Methods;
            await SayAsync(context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed\n");
        }
    }

    private static Task RefuseAsync(HttpContext context, RoutePath? path, int status, string sentence)
    {
        if (path is not null)
        {
            return path.Group.RefuseAsync(context, status, sentence);
        }

        return SayAsync(context, status, sentence + "\n");
    }

    private static void Share(IHeaderDictionary headers, string origin)
    {
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowMethods = "DELETE, GET, OPTIONS, POST, PUT";
        headers.AccessControlAllowHeaders = "Accept, Accept-Encoding, Authorization, Content-Length, Content-Type, X-CSRF-Token, X-HTTP-Method-Override";
        headers.AccessControlExposeHeaders = "Date, X-InfluxDB-Version, X-InfluxDB-Build";
        headers.Vary = "Origin";
    }

    private static async Task SayAsync(HttpContext context, int status, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static string Shown(string? text) => Terminal.PlainText.Of(text, 100);
}
