using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Where every request comes in: finds out whether it may, and who answers it.</summary>
/// <param name="routes">Who answers what.</param>
/// <param name="names">By which names the server may be called.</param>
/// <param name="auth">Finds out who asks.</param>
/// <param name="corsOrigins">The origins of pages elsewhere that are answered.</param>
/// <param name="basePath">Below which everything is to be found too, as <see cref="WebHostOptions.BasePath"/> says it.</param>
internal sealed class WebDoor(RouteTable routes, HostNames names, WebAuth auth, IReadOnlyList<string> corsOrigins, string basePath = "")
{
    public async Task AnswerAsync(HttpContext context)
    {
        EnterBase(context.Request);
        var path = routes.Find(context.Request.Path.Value ?? "/", out var values);
        context.Request.RouteValues = values;
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

        if (basePath.Length > 0 && context.Request.Path.Value == basePath)
        {
            // Only from the folder do relative addresses lead on.
            context.Response.Redirect($"{basePath}/{context.Request.QueryString}", permanent: true, preserveMethod: true);
        }
        else if (route is not null)
        {
            await AdmitAsync(context, path!.Group, route);
        }
        else if (path is null)
        {
            await SayAsync(context, StatusCodes.Status404NotFound, "404 page not found\n");
        }
        else
        {
            context.Response.Headers.Allow = path.Methods;
            await path.Group.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, $"The method is '{Shown(context.Request.Method)}'; expected {path.Methods}.");
        }
    }

    private async Task AdmitAsync(HttpContext context, IRouteGroup group, WebRoute route)
    {
        if (route.Needs != WebAccess.Nothing)
        {
            if (group.ChecksCallers)
            {
                // It may know by this that a browser has logged in; where nobody is asked here, that says nothing.
                context.Features.Set(auth.Asks ? auth.Known(context) : null);
                await route.Answer(context);
                return;
            }

            var entry = await auth.CheckAsync(context);
            if (entry.Status != 0)
            {
                await group.RefuseAsync(context, entry.Status, entry.Refusal);
                return;
            }

            context.Features.Set(entry.Caller);
            if (!entry.Caller.May(route.Needs))
            {
                await group.RefuseAsync(
                    context, StatusCodes.Status403Forbidden,
                    route.Needs == WebAccess.Read
                        ? $"The user '{Shown(entry.Caller.Name)}' may not read the runs. Ask who looks after this server to grant READ on 'cicada'."
                        : $"The user '{Shown(entry.Caller.Name)}' may look and not change anything. Ask who looks after this server to grant WRITE on 'cicada'.");
                return;
            }
        }

        await route.Answer(context);
    }

    // A proxy may pass the path on as it is or without what leads to this server: both are answered.
    private void EnterBase(HttpRequest request)
    {
        if (basePath.Length > 0 && request.Path.Value is { } path && path.StartsWith(basePath, StringComparison.Ordinal) && path.Length > basePath.Length && path[basePath.Length] == '/')
        {
            request.PathBase = basePath;
            request.Path = path[basePath.Length..];
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
