using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Finds out who makes a request: a browser that has logged in, a program that shows a password or a token, a command of the user this process belongs to.</summary>
/// <param name="users">Who may come in; null where everybody may.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class WebAuth(IWebUsers? users, TimeProvider clock) : IDisposable
{
    private readonly WebSessions _sessions = new(clock);

    /// <summary>Whether it matters who asks.</summary>
    public bool Asks => users is { AreAsked: true };

    /// <summary>The token this process has left for commands of the same user, beside the store; null for none.</summary>
    public string? OwnerToken { get; set; }

    /// <summary>Asks as a listener was told to: for its secret, else for InfluxDB's users, else for nothing.</summary>
    /// <param name="options">What the listener was told.</param>
    /// <param name="users">InfluxDB's users; null where they are not asked for.</param>
    /// <param name="clock">Tells the time.</param>
    public static WebAuth Of(WebHostOptions options, IWebUsers? users, TimeProvider clock) =>
        new(options.Secret is { } secret ? new SecretUsers(secret, clock) : users, clock);

    /// <summary>Who makes a request. A refusal comes with <see cref="WebCaller.Nobody"/>.</summary>
    public async ValueTask<WebEntry> CheckAsync(HttpContext context)
    {
        if (Known(context) is { } known)
        {
            return new(known);
        }

        if (ShownCredentials.Of(context.Request) is not { } shown)
        {
            return new(WebCaller.Nobody, StatusCodes.Status401Unauthorized, "This server wants to know who asks. Log in, or show the token or password it was started with: 'Authorization: Bearer …' or Basic.");
        }

        var login = await users!.CheckAsync(shown.Name, shown.Password, context.Connection.RemoteIpAddress, context.RequestAborted);
        return login.Caller?.Invoke() is { } caller ? new(caller) : new(WebCaller.Nobody, login.Status, login.Refusal);
    }

    /// <summary>Who makes a request, as far as that can be told without checking a password; null where it cannot.</summary>
    public WebCaller? Known(HttpContext context)
    {
        if (!Asks)
        {
            return WebCaller.Anybody;
        }

        if (context.Request.Cookies.TryGetValue(CookieOf(context), out var shown) && _sessions.Find(shown) is { } logged)
        {
            return logged;
        }

        return IsOwner(context.Request) ? WebCaller.Anybody : null;
    }

    /// <summary>Logs a browser in.</summary>
    public async Task<WebEntry> LogInAsync(HttpContext context, string name, string password)
    {
        if (!Asks)
        {
            return new(WebCaller.Anybody);
        }

        var login = await users!.CheckAsync(name, password, context.Connection.RemoteIpAddress, context.RequestAborted);
        if (login.Caller?.Invoke() is not { } caller)
        {
            return new(WebCaller.Nobody, login.Status, login.Refusal);
        }

        context.Response.Cookies.Append(CookieOf(context), _sessions.Begin(login.Caller), OptionsOf(context, WebSessions.Longest));
        return new(caller);
    }

    /// <summary>Logs a browser out.</summary>
    public void LogOut(HttpContext context)
    {
        if (context.Request.Cookies.TryGetValue(CookieOf(context), out var shown))
        {
            _sessions.End(shown);
            context.Response.Cookies.Delete(CookieOf(context), OptionsOf(context, null));
        }
    }

    public void Dispose() => (users as SecretUsers)?.Dispose();

    // Browsers keep the cookies of all ports of a machine together.
    private static string CookieOf(HttpContext context) => $"cicada-{context.Connection.LocalPort}";

    private static CookieOptions OptionsOf(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // Behind a proxy that speaks TLS the page says by its origin how it was reached.
        Secure = context.Request.IsHttps || context.Request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase),
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        MaxAge = age,
        IsEssential = true,
    };

    /// <summary>Whether it is a command of the user this process belongs to: it shows what only that user can read.</summary>
    public bool IsOwner(HttpRequest request) =>
        OwnerToken is { Length: > 0 } token && ShownCredentials.Of(request) is { } shown
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), SHA256.HashData(Encoding.UTF8.GetBytes(shown.Password)));
}
