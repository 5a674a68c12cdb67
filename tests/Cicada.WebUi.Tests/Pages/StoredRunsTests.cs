using System.Globalization;
using System.Text.Json;
using Cicada.Storage;
using Cicada.WebUi.Tests.Browsers;
using Cicada.WebUi.Tests.Programs;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cicada.WebUi.Tests.Pages;

[Trait("Category", "EndToEnd")]
public sealed class StoredRunsTests(Chromium chromium, RecordedStore store) : IClassFixture<RecordedStore>
{
    [RequiresChromiumFact]
    public async Task A_window_that_is_dragged_recomputes_the_figures_from_the_requests_in_it()
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(store.Address, $"runs/{store.Runs[0]}");
        var plot = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Throughput" }).Or(tab.Page.Locator("section[aria-label=Throughput]")).Locator(".u-over").First;
        await plot.ScrollIntoViewIfNeededAsync();
        var box = (await plot.BoundingBoxAsync())!;

        await tab.Page.Mouse.MoveAsync(box.X + (box.Width * 0.3f), box.Y + 40);
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(box.X + (box.Width * 0.7f), box.Y + 60, new() { Steps = 4 });
        await tab.Page.Mouse.UpAsync();

        await tab.Page.WaitForURLAsync(address => address.Contains("from=", StringComparison.Ordinal));
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(tab.Page.Url).Query);
        var (from, to) = (int.Parse(query["from"]!, CultureInfo.InvariantCulture), int.Parse(query["to"]!, CultureInfo.InvariantCulture));
        Assert.True(to > from);
        using var client = new HttpClient { BaseAddress = new Uri(store.Address, "api/cicada/v1/") };
        using var exact = JsonDocument.Parse(await client.GetStringAsync($"runs/{store.Runs[0]}/series?from={from}&to={to}&points=1000"));
        var columns = exact.RootElement.GetProperty("requests");
        var expected = columns.GetProperty("succeeded").EnumerateArray().Concat(columns.GetProperty("failed").EnumerateArray()).Sum(count => count.GetInt64());
        await Expect(tab.Page.Locator("[data-window] [data-figure=count]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex($"^{string.Join("\\D?", expected.ToString(CultureInfo.InvariantCulture).ToCharArray())}$"));

        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Page.Locator("[data-window]")).ToHaveCountAsync(0);
        await tab.Page.GoBackAsync();
        await Expect(tab.Page.Locator("[data-window] [data-figure=count]")).ToBeVisibleAsync();
        Assert.Empty(tab.Complaints);
    }

    [RequiresChromiumFact]
    public async Task The_list_of_runs_is_searched_and_two_of_them_are_compared()
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(store.Address, "runs");
        await Expect(tab.Page.GetByText(store.Runs[0]).First).ToBeVisibleAsync();
        await tab.ShootAsync("runs-light");

        await tab.Page.Locator("main [data-filter]").First.FillAsync("twice the users");
        await Expect(tab.Page.GetByText(store.Runs[0])).ToHaveCountAsync(0);
        await Expect(tab.Page.GetByText(store.Runs[1]).First).ToBeVisibleAsync();
        await tab.Page.Locator("main [data-filter]").First.FillAsync("");
        foreach (var run in store.Runs)
        {
            await tab.Page.GetByLabel($"Select {run}").CheckAsync();
        }

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).Or(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Compare 2" })).Last.ClickAsync();
        await tab.Page.WaitForURLAsync("**/compare?**");
        await Expect(tab.Page.GetByText("/buy").First).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("users");
        await tab.ShootAsync("compare-light");
        Assert.Empty(tab.Complaints);
        Assert.Empty(tab.Strangers);
    }

    [RequiresChromiumFact]
    public async Task Two_thousand_names_are_a_table_of_which_only_the_seen_part_is_drawn()
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(store.Address, $"runs/{store.Many}/requests");
        await Expect(tab.Page.GetByText("/page/").First).ToBeVisibleAsync();
        Assert.InRange(await tab.Page.Locator("[role=row], tr").CountAsync(), 10, 150);

        await tab.Page.Locator("main [data-filter]").First.FillAsync("/page/1234");
        await Expect(tab.Page.GetByText("/page/1234", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("/page/999", new() { Exact = true })).ToHaveCountAsync(0);

        // Side by side with another run too: all of them, from the last on by a click on the head.
        await tab.GoAsync(store.Address, $"compare?runs={store.Runs[0]},{store.Many}");
        var compared = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Requests compared" });
        await Expect(compared.GetByText("/page/0", new() { Exact = true })).ToBeVisibleAsync();
        Assert.InRange(await compared.Locator("tr").CountAsync(), 10, 150);
        await compared.GetByRole(AriaRole.Button, new() { Name = "Request", Exact = true }).ClickAsync();
        await Expect(compared.GetByText("/page/1999", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(tab.Complaints);
    }

    [RequiresChromiumFact]
    public async Task A_query_of_influxql_gets_its_table()
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(store.Address, "explore");
        await tab.Page.Locator("main textarea").FillAsync($"SELECT count(response_time) FROM cicada_requests WHERE run = '{store.Runs[0]}'");
        await tab.Page.Locator("main textarea").PressAsync("Control+Enter");

        using var history = RunHistory.Open(store.Path);
        await Expect(tab.Page.Locator("main table").First).ToBeVisibleAsync();
        await tab.ShootAsync("explore-light");
        Assert.Empty(tab.Complaints);
        Assert.Empty(tab.Strangers);
    }

    [RequiresChromiumFact]
    public async Task Every_page_passes_the_rules_of_axe_in_light_and_dark_and_on_a_phone()
    {
        var pages = new (string Name, string Path)[]
        {
            ("runs", "runs"), ("run", $"runs/{store.Runs[0]}"), ("requests", $"runs/{store.Runs[0]}/requests"), ("failures", $"runs/{store.Runs[0]}/failures"),
            ("timings", $"runs/{store.Runs[0]}/timings"), ("events", $"runs/{store.Runs[0]}/events"), ("setup", $"runs/{store.Runs[0]}/setup"), ("log", $"runs/{store.Runs[0]}/log"),
            ("compare", $"compare?runs={store.Runs[0]},{store.Runs[1]}"), ("explore", "explore"),
        };
        var violations = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var tab = await chromium.OpenAsync(options => options.ColorScheme = scheme);
            foreach (var (name, path) in scheme == ColorScheme.Light ? pages : pages.Where(page => page.Name is "run" or "requests" or "runs" or "compare"))
            {
                await tab.GoAsync(store.Address, path);
                await Expect(tab.Page.Locator("main h1, .run-head h1").First).ToBeVisibleAsync();
                await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

                // In the dark only the colours are others.
                var rules = new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = scheme == ColorScheme.Dark ? RunOnlyOptions.Rules("color-contrast") : null };
                violations.AddRange((await tab.Page.RunAxe(rules)).Violations.Select(violation => $"{name}, {scheme}: {violation.Id}: {violation.Help}; {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"));
                await tab.ShootAsync($"{name}-{scheme.ToString().ToLowerInvariant()}");
            }

            Assert.Empty(tab.Complaints);
        }

        await using var phone = await chromium.OpenAsync(options => options.ViewportSize = new() { Width = 400, Height = 800 });
        foreach (var (name, path) in pages)
        {
            await phone.GoAsync(store.Address, path);
            await Expect(phone.Page.Locator("main h1, .run-head h1").First).ToBeVisibleAsync();
            var width = await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 400)
            {
                violations.Add($"{name} is {width} wide on a phone of 400");
            }

            await phone.ShootAsync($"{name}-phone");
        }

        Assert.Empty(violations);
    }
}
