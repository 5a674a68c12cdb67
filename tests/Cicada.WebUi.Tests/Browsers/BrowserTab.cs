using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Cicada.WebUi.Tests.Browsers;

/// <summary>A tab with a profile of its own. It lets no request out to another origin than those it is allowed, and keeps what the page complains about.</summary>
internal sealed class BrowserTab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _strangers = new();
    private string _origin = "";

    private BrowserTab(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors on the console, exceptions nobody caught, and what the page's security policy refused. Answers that say no are not among them.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Addresses elsewhere that something on the page asked for.</summary>
    public IReadOnlyCollection<string> Strangers => _strangers;

    public static async Task<BrowserTab> OpenAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(30_000);
        var tab = new BrowserTab(context, await context.NewPageAsync());
        await tab.WatchAsync(tab.Page);
        return tab;
    }

    /// <summary>Another page of the same profile.</summary>
    public async Task<IPage> OpenAnotherAsync()
    {
        var page = await _context.NewPageAsync();
        await WatchAsync(page);
        return page;
    }

    /// <summary>Goes to an address; its origin is the one the page may speak to.</summary>
    public async Task GoAsync(Uri root, string path = "")
    {
        _origin = root.GetLeftPart(UriPartial.Authority);
        await Page.GotoAsync(new Uri(root, path).ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
    }

    /// <summary>Answers requests of the page from here, without a server.</summary>
    public async Task AnswerAsync(Uri root, Func<IRoute, Task> answer)
    {
        _origin = root.GetLeftPart(UriPartial.Authority);
        await Page.RouteAsync($"{_origin}/**", answer);
    }

    /// <summary>Keeps a picture of the page with the other results of the tests.</summary>
    public Task ShootAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });

    public ValueTask DisposeAsync() => new(_context.CloseAsync());

    private static string Pictures => Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "screenshots")).FullName;

    private async Task WatchAsync(IPage page)
    {
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            // A refusal is part of what is tested; the browser says each one here too.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Enqueue(message.Text);
            }
        };
        await page.RouteAsync(address => !IsOwn(address), route =>
        {
            _strangers.Enqueue(route.Request.Url);
            return route.AbortAsync();
        });
    }

    private bool IsOwn(string address) =>
        address.StartsWith(_origin + "/", StringComparison.Ordinal) || address == _origin || address.StartsWith("data:", StringComparison.Ordinal) || address.StartsWith("blob:", StringComparison.Ordinal);
}
