using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Cicada.WebUi.Tests.Browsers;
using Cicada.WebUi.Tests.Programs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cicada.WebUi.Tests.Pages;

[Trait("Category", "EndToEnd")]
public sealed class BehindProxyTests(Chromium chromium)
{
    private const string Secret = "correct-horse";

    [RequiresChromiumFact(NginxProxy.Program)]
    public async Task A_store_with_users_is_looked_at_through_a_proxy_with_TLS_in_a_folder_of_its_own_each_as_far_as_he_may()
    {
        using var folder = new TemporaryFolder();
        var store = folder.Combine("served.duckdb");
        await RecordAsync(folder, store);
        await using var served = await WebUiProgram.ServeAsync(
            store, new Dictionary<string, string> { ["CICADA_ADMIN_PASSWORD"] = Secret }, "--auth", "--admin-user", "boss", "--web-base-path", "/load/cicada");
        await using var proxy = await NginxProxy.StartAsync(served.Address, "/load/cicada/");
        var address = new Uri(proxy.Address, "load/cicada/");
        await CreateReaderAsync(address);

        // Who may only look sees everything, and is refused by the server when he tries more.
        await using var reader = await chromium.OpenAsync(options => options.IgnoreHTTPSErrors = true);
        await reader.GoAsync(address, "runs?q=proxy");
        await LogInAsync(reader.Page, "ann", "wrong");
        await Expect(reader.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");
        await LogInAsync(reader.Page, "ann", "only-looks");
        await Expect(reader.Page.Locator("main a[href*='/load/cicada/runs/r']").First).ToBeVisibleAsync();
        Assert.Equal($"{address}runs?q=proxy", reader.Page.Url);
        var cookie = Assert.Single(await reader.Page.Context.CookiesAsync());
        Assert.True(cookie is { Secure: true, HttpOnly: true, SameSite: SameSiteAttribute.Strict, Path: "/load/cicada" }, $"{cookie.Path} {cookie.Secure}");

        await reader.Page.Locator("main a[href*='/load/cicada/runs/r']").First.ClickAsync();
        await Expect(reader.Page.Locator(".run-name .badge").First).ToContainTextAsync("Failures");
        var refused = await reader.Page.EvaluateAsync<int>(
            "async () => (await fetch('api/cicada/v1/runs/latest', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{\"note\":\"mine\"}' })).status");
        Assert.Equal((int)HttpStatusCode.Forbidden, refused);

        // Who may do everything does.
        await using var boss = await chromium.OpenAsync(options => options.IgnoreHTTPSErrors = true);
        await boss.GoAsync(address, "explore");
        await LogInAsync(boss.Page, "boss", Secret);
        await boss.Page.Locator("main textarea").FillAsync("SELECT count(response_time) FROM cicada_requests");
        await boss.Page.Locator("main textarea").PressAsync("Control+Enter");
        await Expect(boss.Page.Locator("main table").First).ToContainTextAsync("20");
        var changed = await boss.Page.EvaluateAsync<int>(
            "async () => (await fetch('api/cicada/v1/runs/latest', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{\"note\":\"mine\"}' })).status");
        Assert.Equal((int)HttpStatusCode.OK, changed);

        Assert.Empty(reader.Complaints);
        Assert.Empty(reader.Strangers);
        Assert.Empty(boss.Complaints);
        Assert.DoesNotContain(Secret, served.Output, StringComparison.Ordinal);
    }

    private static async Task RecordAsync(TemporaryFolder folder, string store)
    {
        await using var shop = SmallShop.Open();
        using var output = new StringWriter();
        await LoadTest.RunAsync(
            ["--headless", "--only-summary", "--no-generator-check", "--test", "proxy", "--store", store, "-H", shop.Address.ToString(), "-u", "2", "-r", "100", "-i", "20"],
            test => test.Users.Add<ShopUser>(), WebUiProgram.SurroundingsIn(folder, output, output), typeof(ShopUser).Assembly);
    }

    private static async Task CreateReaderAsync(Uri address)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"boss:{Secret}")));
        using var statements = new FormUrlEncodedContent([new("q", "CREATE USER ann WITH PASSWORD 'only-looks'; GRANT READ ON cicada TO ann")]);
        using var answer = await client.PostAsync(new Uri("query", UriKind.Relative), statements);
        Assert.Equal("""{"results":[{"statement_id":0},{"statement_id":1}]}""", (await answer.Content.ReadAsStringAsync()).Trim());
    }

    private static async Task LogInAsync(IPage page, string user, string password)
    {
        await page.GetByLabel("User", new() { Exact = true }).FillAsync(user);
        await page.GetByLabel("Password or token").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
    }
}
