using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Run;

[Trait("Category", "EndToEnd")]
public sealed class RunModulesTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task A_window_without_an_end_goes_on_as_long_as_the_run_does()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/run/window", """
            ["", "from=30", "from=30&to=90", "from=30&to=20", "to=90"].map(text => {
              const span = m.spanOf(new URLSearchParams(text));
              return `${text}: ${JSON.stringify(m.askedOf(span))} ${m.isOpen(span)} ${JSON.stringify(m.shownOf(span, 100))} ${span && JSON.stringify(m.moved(span, -0.5, 100))}`;
            })
            """);

        Assert.Equal(
        [
            """: {"from":null,"to":null} false null null""",
            """from=30: {"from":30,"to":null} true {"from":30,"to":100} {"from":0,"to":70}""",
            """from=30&to=90: {"from":30,"to":90} false {"from":30,"to":90} {"from":0,"to":60}""",
            """from=30&to=20: {"from":null,"to":null} false null null""",
            """to=90: {"from":0,"to":90} false {"from":0,"to":90} {"from":0,"to":90}""",
        ], said);
    }

    [RequiresChromiumFact]
    public async Task How_a_run_elsewhere_stands_is_what_its_last_ten_seconds_say()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string>("cicada/run/standing", """
            JSON.stringify(m.standingIn({ phase: "running", head: { duration: 42.5, total: 7 }, summary: {} },
              { from: 40, until: 42, width: 1, time: [40, 41], requests: { succeeded: [10, 20], failed: [0, 10] }, users: { count: [2, null], target: [3, 3], by_type: {} } }))
            """);

        Assert.Equal("""{"second":42,"phase":"running","users":2,"targetUsers":3,"rps":20,"total":7,"thresholds":[],"arrivals":null}""", said);
    }
}
