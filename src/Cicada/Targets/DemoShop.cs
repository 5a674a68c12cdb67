using System.Globalization;
using System.Net;
using System.Text;
using Cicada.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cicada;

/// <summary>
/// A small shop in the same process, on a free port of the loopback address, for a first test that needs nothing else:
/// <c>test.DefaultTarget = DemoShop.StartAsync</c>.
/// </summary>
/// <remarks>
/// It answers <c>GET /</c>, <c>/item/{id}</c> (0 to 999), <c>/cart</c>, and <c>POST /login</c>, <c>/cart</c>, <c>/checkout</c>
/// with JSON, after delays of a few milliseconds that are the same in every run. It never fails on its own.
/// </remarks>
public sealed class DemoShop : ITarget
{
    private const int Items = 1000;
    private static readonly byte[] FrontPage = Encoding.UTF8.GetBytes(ShopPages.Front(Items));

    private readonly WebApplication _application;
    private readonly ShopDelays _delays;

    private DemoShop(WebApplication application, ShopDelays delays)
    {
        _application = application;
        _delays = delays;
    }

    /// <summary>Where the shop is: <c>http://127.0.0.1:port</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts a shop.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static Task<ITarget> StartAsync(CancellationToken cancellationToken = default) => StartAsync(1, cancellationToken);

    /// <summary>Starts a shop with delays of its own.</summary>
    /// <param name="seed">The seed of the delays; the same seed gives the same ones in the same order.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<ITarget> StartAsync(int seed, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var application = builder.Build();
        var shop = new DemoShop(application, new ShopDelays(seed));
        application.Run(shop.AnswerAsync);
        await application.StartAsync(cancellationToken);
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        shop.Address = new Uri(addresses.First());
        return shop;
    }

    /// <summary>Closes the shop.</summary>
    public async ValueTask DisposeAsync()
    {
        // Connections that users left open need not be waited for.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var isPost = HttpMethods.IsPost(context.Request.Method);
        switch (path)
        {
            case "/":
                await _delays.WaitAsync(2, context.RequestAborted);
                await WriteAsync(context, "text/html; charset=utf-8", FrontPage);
                break;
            case "/cart":
                await _delays.WaitAsync(isPost ? 6 : 3, context.RequestAborted);
                await WriteJsonAsync(context, """{"items": [{"id": 5, "count": 1}], "total": 12.50}""");
                break;
            case "/login" when isPost:
                await _delays.WaitAsync(12, context.RequestAborted);
                context.Response.Cookies.Append("session", "demo");
                await WriteJsonAsync(context, """{"user": "guest", "token": "demo"}""");
                break;
            case "/checkout" when isPost:
                await _delays.WaitAsync(20, context.RequestAborted);
                await WriteJsonAsync(context, """{"order": 1, "state": "paid"}""");
                break;
            case "/login" or "/checkout":
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                break;
            default:
                await AnswerItemAsync(context, path);
                break;
        }
    }

    private async Task AnswerItemAsync(HttpContext context, string path)
    {
        const string Item = "/item/";
        if (path.StartsWith(Item, StringComparison.Ordinal)
            && int.TryParse(path.AsSpan(Item.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id < Items)
        {
            await _delays.WaitAsync(4, context.RequestAborted);
            await WriteJsonAsync(context, ShopPages.Item(id));
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static Task WriteJsonAsync(HttpContext context, string json) =>
        WriteAsync(context, "application/json", Encoding.UTF8.GetBytes(json));

    private static Task WriteAsync(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
