using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Compare;

[Trait("Category", "EndToEnd")]
public sealed class CoursesTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task Runs_stand_on_one_axis_with_gaps_where_one_has_nothing_and_a_last_bucket_counts_for_the_time_it_covers()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string>("""
            async () => {
              const m = await import("cicada/compare/courses");
              const series = (time, until, succeeded, failed) => ({ time, width: 10, until, to: until, users: null, requests: { succeeded, failed, p50: succeeded, p95: succeeded, p99: succeeded } });
              const { time, rps, failed, users } = m.together([series([0, 10, 20], 25, [90, 100, 50], [10, 0, 0]), series([0, 10], 20.5, [10, 21], [0, 0])]);
              return JSON.stringify([time, rps, failed, users]);
            }
            """);

        Assert.Equal("[[0,10,20],[[10,10,10],[1,2,null]],[[10,0,0],[0,0,null]],[[null,null,null],[null,null,null]]]", said);
    }

    [RequiresChromiumFact]
    public async Task Requests_are_sorted_by_what_a_run_has_or_by_how_it_differs_and_what_cannot_be_told_is_last()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>("""
            async () => {
              const { comparedColumns } = await import("cicada/compare/request-columns");
              const { figureOf } = await import("cicada/compare/figures");
              const { ordered } = await import("cicada/table/order");
              const figures = p95 => p95 === null ? null : { count: 100, failures: 0, p95 };
              const one = (name, a, b, percent, too_few = false) => ({
                request_type: "GET", name, figures: [figures(a), figures(b)],
                differences: [percent === null ? null : [{ figure: "p95", by: b - a, percent, meaning: percent > 0 ? "worse" : "better", too_few }]],
              });
              const rows = [one("/a", 10, 20, 100), one("/b", 40, 20, -50), one("/c", 5, 50, 900, true), one("/d", 7, null, null)];
              const columns = comparedColumns(2, figureOf("p95"));
              const by = (key, isDescending) => `${key} ${ordered(rows, columns, { key, isDescending }).map(row => row.name).join(" ")}`;
              return [columns.map(column => column.key).join(), by("name", true), by("a", true), by("b", false), by("b-percent", true), by("b-by", false), by("b-meaning", false)];
            }
            """);

        Assert.Equal(
            ["name,type,a,b,b-by,b-percent,b-meaning", "name /d /c /b /a", "a /b /a /d /c", "b /a /b /c /d", "b-percent /a /b /c /d", "b-by /b /a /c /d", "b-meaning /b /c /a /d"],
            said);
    }

    [RequiresChromiumFact]
    public async Task Elapsed_time_is_read_as_it_is_written()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var seconds = await tab.AskAsync<string[]>("cicada/compare/seconds", "['90', '1:30', '1:02:03', ' 5 ', 'x', '1:', ''].map(text => String(m.secondsOf(text)))");

        Assert.Equal(["90", "90", "3723", "5", "NaN", "NaN", "NaN"], seconds);
    }
}
