using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cicada.WebUi.Tests.Browsers;
using Cicada.WebUi.Tests.Programs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cicada.WebUi.Tests.Pages;

[Trait("Category", "EndToEnd")]
public sealed partial class RunPageTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task A_run_is_started_from_the_form_watched_edited_stopped_and_is_the_same_after_a_reload()
    {
        await using var shop = SmallShop.Open();
        await using var program = await WebUiProgram.StartAsync(["-H", shop.Address.ToString()], test => test.Users.Add<ShopUser>());
        await using var tab = await chromium.OpenAsync();
        var page = tab.Page;

        // A form that makes no sense is refused where it is wrong, and nothing starts.
        await tab.GoAsync(program.Address);
        await page.GetByLabel("Users", new() { Exact = true }).FillAsync("-3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();
        await Expect(page.Locator(".field.invalid .problem")).ToContainTextAsync("'-3'");
        Assert.Equal(0, shop.Answered);

        await page.GetByLabel("Users", new() { Exact = true }).FillAsync("8");
        await page.GetByLabel("Spawn rate").FillAsync("100");
        await page.GetByLabel("Note").FillAsync("from the form");
        await page.GetByLabel("Thresholds").FillAsync("p99 < 1h\np95(GET /nowhere) < 1s");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();
        await Expect(Figure(page, "users")).ToHaveTextAsync("8 / 8");
        await Expect(Figure(page, "requests")).Not.ToHaveTextAsync("0");

        // Somebody else opens the same run in its middle, and sees the very same values.
        await Expect(page.Locator(".thresholds tr[data-state=passed]")).ToContainTextAsync("p99 < 1h");
        var other = await tab.OpenAnotherAsync();
        await Expect(Figure(page, "elapsed")).ToHaveTextAsync(FourSecondsOrMore());
        await other.GotoAsync(page.Url);
        var mine = await ValuesAsync(page, "Percentiles");
        var theirs = await ValuesAsync(other, "Percentiles");
        var common = mine.Keys.Intersect(theirs.Keys).ToList();
        Assert.True(common.Count >= 3, $"Both saw only {common.Count} seconds.");
        Assert.All(common, second => Assert.Equal(theirs[second], mine[second]));
        await other.CloseAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Users", new() { Exact = true }).FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the load" }).ClickAsync();
        await Expect(Figure(page, "users")).ToHaveTextAsync("12 / 12");

        await page.GetByRole(AriaRole.Button, new() { Name = "Annotate" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Title").FillAsync("Cache cleared");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await tab.ShootAsync("run-live-light");

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop the run" }).ClickAsync();
        await Expect(page.Locator(".run-name .badge").First).ToContainTextAsync("Threshold broken, stopped");
        await Expect(page.Locator(".thresholds tr[data-state=passed]")).ToContainTextAsync("p99 < 1h");
        await Expect(page.Locator(".thresholds tr[data-state=no_data]")).ToContainTextAsync("no such request");

        // What the page says is what the target itself has counted.
        Assert.Equal(shop.Answered, Number(await Figure(page, "requests").InnerTextAsync()));
        await page.ReloadAsync();
        Assert.Equal(shop.Answered, Number(await Figure(page, "requests").InnerTextAsync()));
        await page.GetByRole(AriaRole.Link, new() { Name = "Events" }).ClickAsync();
        await Expect(page.GetByText("Cache cleared").First).ToBeVisibleAsync();
        await Expect(page.GetByText("12 users").First).ToBeVisibleAsync();
        Assert.Empty(tab.Complaints);
        Assert.Empty(tab.Strangers);
    }

    [RequiresChromiumFact]
    public async Task A_second_run_is_started_in_the_same_program_with_what_the_form_remembers()
    {
        await using var shop = SmallShop.Open();
        await using var program = await WebUiProgram.StartAsync(["-H", shop.Address.ToString(), "--autostart", "-u", "3", "-r", "100", "-i", "20"], test => test.Users.Add<ShopUser>());
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(program.Address, "runs/latest");
        await Expect(tab.Page.Locator(".run-name .badge").First).ToContainTextAsync("Failures");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "New run" }).ClickAsync();
        await Expect(tab.Page.GetByLabel("Users", new() { Exact = true })).ToHaveValueAsync("3");
        await Expect(tab.Page.GetByLabel("Iterations")).ToHaveValueAsync("20");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/runs/r*");
        await Expect(tab.Page.Locator(".run-name .badge").First).ToContainTextAsync("Failures");

        using var client = program.CreateClient();
        using var runs = JsonDocument.Parse(await client.GetStringAsync("runs"));
        Assert.Equal(2, runs.RootElement.GetProperty("total").GetInt32());
        Assert.Empty(tab.Complaints);
    }

    [RequiresChromiumFact]
    public async Task A_run_that_ends_before_its_page_gets_the_stream_is_shown_as_ended()
    {
        await using var shop = SmallShop.Open();
        await using var program = await WebUiProgram.StartAsync(["-H", shop.Address.ToString(), "--autostart", "-u", "1"], test => test.Users.Add<ShopUser>());
        using var client = program.CreateClient();
        await using var tab = await chromium.OpenAsync();

        // The page has read that the run is on, and asks for its stream.
        await tab.Page.RouteAsync("**/stream?*", async route =>
        {
            await StopAsync(client);
            await route.ContinueAsync();
        }, new() { Times = 1 });
        await tab.GoAsync(program.Address, "runs/latest");

        await Expect(tab.Page.Locator(".run-name .badge").First).ToContainTextAsync("stopped");
        Assert.Empty(tab.Complaints);
    }

    [RequiresChromiumFact]
    public async Task A_run_that_another_program_records_into_the_store_is_followed_to_its_end()
    {
        using var folder = new TemporaryFolder();
        await using var shop = SmallShop.Open();
        var store = folder.Combine("shared.duckdb");
        await using var owner = await WebUiProgram.ServeAsync(store);
        using var ending = new CancellationTokenSource();
        using var output = new StringWriter();
        var surroundings = WebUiProgram.SurroundingsIn(folder, output, output) with { Ending = ending.Token };
        var other = Task.Run(() => LoadTest.RunAsync(
            ["--headless", "--store", store, "-H", shop.Address.ToString(), "-u", "2", "-r", "100"], test => test.Users.Add<ShopUser>(), surroundings, typeof(ShopUser).Assembly));
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(owner.Address, "runs");
        await tab.Page.Locator("main a[href*='runs/r']").First.ClickAsync();

        await Expect(tab.Page.Locator(".run-name .badge").First).ToContainTextAsync("Running");
        await Expect(Figure(tab.Page, "users")).ToHaveTextAsync("2 / 2");
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true })).ToHaveCountAsync(0);
        var before = Number(await Figure(tab.Page, "requests").InnerTextAsync());
        await Expect(Figure(tab.Page, "requests")).Not.ToHaveTextAsync(await Figure(tab.Page, "requests").InnerTextAsync());
        Assert.True(Number(await Figure(tab.Page, "requests").InnerTextAsync()) > before);

        // Counted from now on there is less than in the whole run, and it grows by itself.
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Count from now" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Region, new() { Name = "The window" })).ToContainTextAsync("Since");
        await Expect(tab.Page.Locator("[data-window] [data-figure=count]")).ToHaveTextAsync(SomeNumber());
        Assert.DoesNotContain("to=", tab.Page.Url, StringComparison.Ordinal);

        await ending.CancelAsync();
        await other;
        await Expect(tab.Page.Locator(".run-name .badge").First).ToContainTextAsync("stopped");
        Assert.Equal(shop.Answered, Number(await Figure(tab.Page, "requests").InnerTextAsync()));
        Assert.Empty(tab.Complaints);
    }

    [RequiresChromiumFact]
    public async Task Below_a_base_path_everything_is_where_the_program_says_it_is()
    {
        await using var shop = SmallShop.Open();
        await using var program = await WebUiProgram.StartAsync(
            ["-H", shop.Address.ToString(), "--web-base-path", "/load/cicada", "--autostart", "-u", "1", "-i", "5"], test => test.Users.Add<ShopUser>());
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(program.Address, "runs/latest");
        await Expect(tab.Page.Locator(".run-name .badge").First).Not.ToContainTextAsync("Running");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Runs", Exact = true }).ClickAsync();

        await Expect(tab.Page.Locator("main a[href*='/load/cicada/runs/r']").First).ToBeVisibleAsync();
        Assert.Equal("/load/cicada/", program.Address.AbsolutePath);
        Assert.Contains($"{program.Address}runs/r", program.Output, StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    // Whoever has heard the end of the stream finds the end of the run in the store.
    private static async Task StopAsync(HttpClient client)
    {
        await using var stream = await client.GetStreamAsync("runs/latest/stream");
        using var stop = new StringContent("{}", Encoding.UTF8, "application/json");
        using var stopped = await client.PostAsync("runs/latest/stop", stop);
        stopped.EnsureSuccessStatusCode();
        await stream.CopyToAsync(Stream.Null);
    }

    [GeneratedRegex("[1-9]")]
    private static partial Regex SomeNumber();

    [GeneratedRegex("^0:(0[4-9]|[1-5][0-9])$")]
    private static partial Regex FourSecondsOrMore();

    private static ILocator Figure(IPage page, string name) => page.Locator($".run-figures [data-figure={name}]");

    private static long Number(string text) => long.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    /// <summary>The values of a chart as its table says them, by second.</summary>
    private static async Task<Dictionary<string, string>> ValuesAsync(IPage page, string chart)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"{chart}: more" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Values as a table" }).ClickAsync();
        var rows = page.GetByRole(AriaRole.Region, new() { Name = $"{chart}: values" }).Locator("tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();
        var lines = await rows.EvaluateAllAsync<string[][]>("rows => rows.map(row => [row.cells[0].innerText, row.innerText])");
        return lines.ToDictionary(line => line[0], line => line[1]);
    }
}
