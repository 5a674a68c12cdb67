using System.Text;
using Cicada.WebUi.Tests.Browsers;
using Cicada.WebUi.Tests.Programs;
using static Microsoft.Playwright.Assertions;

namespace Cicada.WebUi.Tests.Pages;

[Trait("Category", "EndToEnd")]
public sealed class ReportTests(Chromium chromium) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RequiresChromiumFact]
    public async Task A_report_opens_from_a_file_with_all_of_a_run_and_asks_nobody_for_anything()
    {
        await using var program = await WebUiProgram.StartAsync(["--autostart", "-u", "2", "-r", "100", "-i", "30", "--note", HostileUser.Failure], test => test.Users.Add<HostileUser>());
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(program.Address, "runs/latest");
        await Expect(tab.Page.Locator(".run-name .badge").First).ToContainTextAsync("Failures");
        using var client = program.CreateClient();
        var report = await client.GetStringAsync("runs/latest/report", TestContext.Current.CancellationToken);
        await program.EndAsync();

        // In a tab of its own: what the run's page was still asking when it was left is nothing the report has asked.
        await using var reader = await chromium.OpenAsync();
        await reader.GoAsync(new Uri(_folder.Write("report.html", report)));

        var page = reader.Page.Locator(".report");
        await Expect(page.Locator(".report-end")).ToContainTextAsync("Made by Cicada");
        foreach (var part in new[] { "Overview", "Requests", "Failures", "Timings", "Events", "Setup", "Log" })
        {
            await Expect(page.Locator(".report-part > h2").GetByText(part, new() { Exact = true })).ToBeVisibleAsync();
        }

        await Expect(page.Locator("canvas").First).ToBeVisibleAsync();
        await Expect(page.Locator("#part-requests")).ToContainTextAsync(HostileUser.Name);
        await Expect(page.Locator("#part-failures")).ToContainTextAsync(HostileUser.Failure);
        Assert.Equal(0, await page.Locator("script, img").CountAsync());
        Assert.True(Encoding.UTF8.GetByteCount(report) < 1_000_000);
        Assert.Empty(tab.Complaints);
        Assert.Empty(reader.Complaints);
        Assert.Empty(reader.Strangers);
    }
}
