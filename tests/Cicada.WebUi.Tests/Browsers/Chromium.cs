using Cicada.WebUi.Tests.Browsers;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Cicada.WebUi.Tests.Browsers;

/// <summary>The browser of all tests: the system's Chromium, without a window. Each test has its own profile in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The program tests ask for.</summary>
    public const string Program = "chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!InstalledPrograms.Has(Program))
        {
            return;
        }

        // The machine may be busy with other tests.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Locate(),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                "--disable-quic", "--disable-default-apps", "--disable-extensions", "--force-color-profile=srgb", "--font-render-hinting=none",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a tab that watches what goes wrong in it.</summary>
    internal async Task<BrowserTab> OpenAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 1400, Height = 1000 }, Locale = "en-GB", TimezoneId = "Europe/Berlin", ReducedMotion = ReducedMotion.Reduce };
        change?.Invoke(options);
        return await BrowserTab.OpenAsync(await _browser!.NewContextAsync(options));
    }

    private static string Locate() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, Program)).First(File.Exists);
}
