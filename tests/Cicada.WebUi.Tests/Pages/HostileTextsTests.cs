using Cicada.WebUi.Tests.Browsers;
using Cicada.WebUi.Tests.Programs;
using static Microsoft.Playwright.Assertions;

namespace Cicada.WebUi.Tests.Pages;

[Trait("Category", "EndToEnd")]
public sealed class HostileTextsTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task Names_and_failures_full_of_html_and_script_are_shown_letter_by_letter_and_do_nothing()
    {
        await using var program = await WebUiProgram.StartAsync(
            ["--autostart", "-u", "2", "-r", "100", "-i", "30", "--run-label", "<b>team</b>=<script>alert(1)</script>", "--note", HostileUser.Failure], test => test.Users.Add<HostileUser>());
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(program.Address, "runs/latest");
        await Expect(tab.Page.Locator(".run-name .badge").First).ToContainTextAsync("Failures");

        foreach (var (path, text) in new[]
        {
            ("runs/latest", HostileUser.Failure), ("runs/latest/requests", HostileUser.Name), ("runs/latest/failures", HostileUser.Failure), ("runs/latest/timings", HostileUser.Name),
            ("runs/latest/setup", HostileUser.Failure), ("runs/latest/log", ""), ("runs", HostileUser.Failure),
        })
        {
            await tab.GoAsync(program.Address, path);
            await Expect(tab.Page.Locator("main")).ToContainTextAsync(text);
            Assert.DoesNotContain("hacked", await tab.Page.TitleAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await tab.Page.Locator("main script, main img, main svg[onload]").CountAsync());
        }

        Assert.Empty(tab.Complaints);
        Assert.Empty(tab.Strangers);
    }
}
