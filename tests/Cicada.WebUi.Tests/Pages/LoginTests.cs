using System.Net;
using System.Net.Http.Headers;
using Cicada.WebUi.Tests.Browsers;
using Cicada.WebUi.Tests.Programs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cicada.WebUi.Tests.Pages;

[Trait("Category", "EndToEnd")]
public sealed class LoginTests(Chromium chromium)
{
    private const string Secret = "correct-horse-battery";

    [RequiresChromiumFact]
    public async Task Who_does_not_know_the_secret_sees_the_login_and_nothing_else_and_who_does_comes_back_to_where_he_was()
    {
        await using var program = await WebUiProgram.StartAsync(["--web-auth", Secret], test => test.Users.Add<HostileUser>());
        using var client = program.CreateClient();
        await using var tab = await chromium.OpenAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("runs")).StatusCode);
        await tab.GoAsync(program.Address, "runs?q=nothing");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Log in" })).ToBeVisibleAsync();
        await tab.ShootAsync("login-light");
        await tab.Page.GetByLabel("Password or token").FillAsync("wrong");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await tab.Page.GetByLabel("Password or token").FillAsync(Secret);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Runs" })).ToBeVisibleAsync();
        Assert.EndsWith("runs?q=nothing", tab.Page.Url, StringComparison.Ordinal);
        await tab.Page.ReloadAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Runs" })).ToBeVisibleAsync();

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("runs")).StatusCode);
        Assert.DoesNotContain(Secret, program.Output, StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
        Assert.Empty(tab.Strangers);
    }
}
