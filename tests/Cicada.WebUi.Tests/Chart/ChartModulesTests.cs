using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Chart;

[Trait("Category", "EndToEnd")]
public sealed class ChartModulesTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public Task Values_are_drawn_where_and_as_what_they_are() => HoldsAsync(
        "cicada/chart/columns",
        ("m.middles([0, 10], 10)", "[5,15]"), // what happened in a bucket is neither left nor right of its value
        ("m.middles([7], 0)", "[7]"),
        ("m.stack([[1, null, null], [2, 3, null]])", "[[1,null,null],[3,3,null]]"), // nothing is not 0
        ("m.drawn([{ label: 'a', values: [1] }, { label: 'b', values: [2] }], new Set(['a']), true, 1)", "[[null],[2]]"),
        ("m.alone([null, 1, null, 2, 3], 0, 4)", "[1]"), // a line from it to itself would not be seen
        ("[-1, 0, 9.9, 10, 99].map(at => m.bucketAt([0, 10, 20], at))", "[-1,0,0,1,2]"));

    [RequiresChromiumFact]
    public Task Values_have_three_digits_that_mean_something_and_axes_the_digits_of_their_steps() => HoldsAsync(
        "cicada/chart/units",
        ("[0.0001, 1.234, 12.34, 123.4, 5, 1234567].map(value => m.withUnit(value, 'count'))", "[\"1.0e-4\",\"1.23\",\"12.3\",\"123\",\"5\",\"1\u202f234\u202f567\"]"),
        ("[m.withUnit(null, 'ms'), m.withUnit(12000, 'ms'), m.withUnit(1500, 'bytes/s')]", "[\"–\",\"12\u00a0s\",\"1.50\u00a0kB/s\"]"),
        ("m.axisValues([0, 0.5, 1], '/s')", "[\"0.0\",\"0.5\",\"1.0\"]"),
        ("m.axisValues([0, 5000, 10000], 'ms')", "[\"0 s\",\"5 s\",\"10 s\"]"));

    [RequiresChromiumFact]
    public Task A_distribution_keeps_all_it_was_made_of_whatever_the_bins() => HoldsAsync(
        "cicada/chart/bins",
        ("m.axisOf([])", "{\"low\":1,\"high\":10}"),
        ("m.axisOf([{ upper_bounds: [3, 400], counts: [1, 1] }])", "{\"low\":2,\"high\":500}"),
        ("[1, 7, 50].map(bins => Math.round(m.sharesOf({ upper_bounds: [1, 3, 9, 99], counts: [1, 2, 3, 4] }, { low: 1, high: 100 }, bins).reduce((a, b) => a + b)))", "[100,100,100]"),
        ("Math.round(m.valueAt(m.placeOf(42, { low: 1, high: 100 }), { low: 1, high: 100 }))", "42"),
        ("m.logTicks({ low: 1, high: 10 })", "[1,2,5,10]"));

    [RequiresChromiumFact]
    public Task A_heat_map_shows_few_beside_many_and_only_rows_that_were_hit() => HoldsAsync(
        "cicada/chart/heat",
        ("m.rowsOf({ upper_bounds: [1, 2, 5, 10, 20, 50, 100, null], counts: [[0, 0, 0, 4, 0, 0, 0, 0]] })", "{\"first\":1,\"last\":5}"),
        ("[m.strengthOf(0, 100), m.strengthOf(100, 100), m.strengthOf(1, 100) > 0.12]", "[0,1,true]"),
        ("m.boundsOf([1, 2, null], 2)", "{\"from\":2,\"to\":null}"));

    [RequiresChromiumFact]
    public Task A_text_that_a_spreadsheet_would_compute_stays_a_text() => HoldsAsync(
        "cicada/chart/csv",
        ("m.field('=1+1')", "\"'=1+1\""),
        ("m.field('a,\"b\"')", "\"\\\"a,\\\"\\\"b\\\"\\\"\\\"\""),
        ("m.csvOf([0, 1], [{ label: 'p50', values: [1.5, null] }], 'ms')", "\"elapsed_s,p50 (ms)\\n0,1.5\\n1,\\n\""));

    [RequiresChromiumFact]
    public async Task What_is_told_of_a_heat_map_that_has_gone_is_not_drawn()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        // As a busy browser does: an observer that was told to stop still tells what it saw before.
        await tab.Page.EvaluateAsync("""
            async () => {
              const told = [];
              window.IntersectionObserver = class { constructor(tell) { told.push(() => tell([{ isIntersecting: true }])); } observe() {} disconnect() {} };
              window.ResizeObserver = class { constructor(tell) { told.push(() => tell([{ contentRect: { width: 400 } }])); } observe() {} disconnect() {} };
              const { render } = await import("preact"), { jsx } = await import("preact/jsx-runtime"), { HeatMap } = await import("cicada/chart/heatmap");
              const root = document.body.appendChild(document.createElement("div")), frame = () => new Promise(requestAnimationFrame);
              render(jsx(HeatMap, { title: "Times", map: { width: 1, time: [0], upper_bounds: [1, null], counts: [[1, 0]] } }), root);
              while (told.length < 2) { await frame(); }
              told.forEach(tell => tell());
              await frame();
              render(null, root);
              told.forEach(tell => tell());
              await frame();
              await frame();
            }
            """);

        Assert.Empty(tab.Complaints);
    }

    private async Task HoldsAsync(string module, params (string Asked, string Expected)[] cases)
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>(module, $"[{string.Join(',', cases.Select(one => $"JSON.stringify({one.Asked})"))}]");

        Assert.Equal(cases.Select(one => $"{one.Asked}: {one.Expected}"), cases.Zip(said, (one, text) => $"{one.Asked}: {text}"));
    }
}
