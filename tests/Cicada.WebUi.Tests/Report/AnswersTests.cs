using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Report;

[Trait("Category", "EndToEnd")]
public sealed class AnswersTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task A_report_answers_what_is_in_it_refuses_the_rest_and_changes_nothing()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/report/answers", """
            (() => {
              const report = { run: "r1", made: "2026-11-28T12:00:00Z", version: "1.2.3", time_zone: "UTC", answers: [
                { what: "run", answer: "the run" }, { what: "series", answer: "all" }, { what: "series", request_type: "GET", name: "/", answer: "one" },
                { what: "samples", request_type: "GET", name: "/", order: "slowest", answer: "slow" }] };
              const ask = (method, path, query = {}) => { try { return JSON.stringify(m.answerOf(report, { method, path, query })); } catch (error) { return `${error.status}`; } };
              return [ask("GET", "runs/r1"), ask("GET", "runs/r1/series", { from: 1, to: 2, points: 3 }), ask("GET", "runs/r1/series", { request_type: "GET", name: "/" }),
                ask("GET", "runs/r1/samples", { request_type: "GET", name: "/" }), ask("GET", "runs/r1/series", { request_type: "GET", name: "/other" }), ask("POST", "runs/r1/stop"),
                String(JSON.parse(ask("GET", "info")).can_change)];
            })()
            """);

        Assert.Equal(["\"the run\"", "\"all\"", "\"one\"", "\"slow\"", "404", "405", "false"], said);
    }
}
