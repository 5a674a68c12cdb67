using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Run.Tabs;

[Trait("Category", "EndToEnd")]
public sealed class TabsTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task Names_are_put_together_by_how_they_begin()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/run/tabs/request-groups", "['/', '/item/{id}', '/item?id=5', 'https://host/item/5', 'https://host', 'cart: add', 'message', ''].map(m.prefixOf)");

        Assert.Equal(["/", "/item", "/item", "https://host/item", "https://host", "cart", "message", ""], said);
    }

    [RequiresChromiumFact]
    public async Task The_limits_of_a_chart_are_those_of_its_requests()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/run/thresholds", """
            ['/a.(b)', 'GET /a.(b)', 'GET *', '*', '/a*', 'POST *', '/a', '/aX(b)'].filter(pattern => m.isAbout(pattern, { type: 'GET', name: '/a.(b)' }))
            """);
        var drawn = await tab.AskAsync<string>("cicada/run/thresholds", """
            JSON.stringify(m.limitsOf([
              { text: 'p95 < 1s', limit: 1000, unit: 'ms', requests: null, state: 'broken' },
              { text: 'p95(GET /) < 2s', limit: 2000, unit: 'ms', requests: 'GET /', state: 'passed' },
              { text: 'rps > 5', limit: 5, unit: 'requests/s', requests: null, state: 'passed' },
            ], null, threshold => threshold.unit === 'ms'))
            """);

        Assert.Equal(["/a.(b)", "GET /a.(b)", "GET *", "*", "/a*"], said);
        Assert.Equal("""[{"value":1000,"label":"p95 < 1s","axis":"left","colour":"--bad"}]""", drawn);
    }

    [RequiresChromiumFact]
    public async Task A_group_has_the_sums_of_its_requests_and_no_percentile()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>("""
            async () => {
              const m = await import("cicada/run/tabs/request-groups");
              const line = (type, name, count) => ({ key: `${type} ${name}`, type, name, count, failures: 1, rps: count / 10, currentRps: null, bytes: 5, times: { p95: 7 }, sparkline: null, group: null, isInGroup: false });
              const lines = [line("GET", "/a/1", 30), line("GET", "/b", 5), line("POST", "/a/2", 10)];
              const text = some => some.map(one => `${one.isInGroup ? "  " : ""}${one.name} ${one.count} ${one.failures} ${one.rps} ${one.times?.p95 ?? "-"}`).join("|");
              return [text(m.grouped(lines, "prefix", new Set(), all => all)), text(m.grouped(lines, "prefix", new Set(["/a"]), all => all)), text(m.grouped(lines, "type", new Set(), all => [...all].reverse()))];
            }
            """);

        Assert.Equal(
        [
            "/a 40 2 4 -|  /a/1 30 1 3 7|  /a/2 10 1 1 7|/b 5 1 0.5 7",
            "/a 40 2 4 -|/b 5 1 0.5 7",
            "/a/2 10 1 1 7|GET 35 2 3.5 -|  /b 5 1 0.5 7|  /a/1 30 1 3 7",
        ], said);
    }

    [RequiresChromiumFact]
    public async Task Requests_and_failures_are_found_again_by_what_the_address_calls_them()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var request = await tab.AskAsync<string>("cicada/run/tabs/request-line", "JSON.stringify(m.requestOf(m.requestKey('GET', '/a b <c>')))");
        var failure = await tab.AskAsync<string>("cicada/run/tabs/failure-line", "JSON.stringify(m.failureOf(m.failureKey({ exception: 'status_404', request_type: 'GET', name: '/a  b' })))");

        Assert.Equal("""{"type":"GET","name":"/a b <c>"}""", request);
        Assert.Equal("""{"exception":"status_404","request_type":"GET","name":"/a  b"}""", failure);
    }

    [RequiresChromiumFact]
    public async Task Failures_are_stacked_by_kind_the_most_frequent_and_all_others()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>("""
            async () => {
              const m = await import("cicada/run/tabs/failures-by-kind");
              const lines = Array.from({ length: 9 }, (_, i) => ({ exception: `kind${i % 8}`, occurrences: 10 + i, counts: [10, i] }));
              const { series } = m.byKind({ time: [0, 10], width: 10, until: 15, rows: [] }, lines);
              return series.map(one => `${one.label} ${one.values.join()}`);
            }
            """);

        // kind0 comes at two requests; the second bucket has only five seconds so far.
        Assert.Equal(["kind0 2,1.6", "kind7 1,1.4", "kind6 1,1.2", "kind5 1,1", "kind4 1,0.8", "kind3 1,0.6", "2 other kinds 2,0.6"], said);
    }

    [RequiresChromiumFact]
    public async Task Lines_of_the_log_are_there_once_whether_they_were_asked_for_or_streamed()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>("""
            async () => {
              const m = await import("cicada/run/tabs/log-lines");
              const line = (sequence, level = "information") => ({ sequence, level, category: "Run", message: `m${sequence}` });
              const all = m.logJoined([line(1), line(2, "error")], [line(2, "error"), line(3), line(3), line(4, "warning")]);
              return [all, m.logFiltered(all, "warning", ""), m.logFiltered(all, "debug", "M3"), m.logFiltered(all, "critical", "")].map(lines => lines.map(one => one.sequence).join());
            }
            """);

        Assert.Equal(["1,2,3,4", "2,4", "3", ""], said);
    }

    [RequiresChromiumFact]
    public async Task Code_is_coloured_and_nothing_of_it_is_lost()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>(""""
            async () => {
              const m = await import("cicada/run/tabs/csharp");
              const kinds = text => m.csharpTokens(text).filter(one => one.kind !== "plain").map(one => `${one.kind}:${one.text}`).join("|");
              const odd = 'var a = "open\n/* never closed\n\'x\' """';
              return [
                kinds('// "no string" in a comment'), kinds('var url = "http://x"; // y'), kinds('$"{a} \\" b" + @"c""d" + \'\\\'\''), kinds('"""raw "text" """'), kinds("#:project ../a.csproj\nawait User.Get(0x1F, 1_000.5)"),
                String(m.csharpTokens(odd).map(one => one.text).join("") === odd), JSON.stringify(m.csharpLines("a\r\n\r\n/* b\nc */\n").map(line => line.map(one => one.text).join(""))), String(m.csharpLines("a\nb\nc", 1).length),
              ];
            }
            """");

        Assert.Equal(
        [
            "comment:// \"no string\" in a comment",
            "keyword:var|string:\"http://x\"|comment:// y",
            "string:$\"{a} \\\" b\"|string:@\"c\"\"d\"|string:'\\''",
            "string:\"\"\"raw \"text\" \"\"\"",
            "directive:#:project ../a.csproj|keyword:await|type:User|type:Get|literal:0x1F|literal:1_000.5",
            "true",
            """["a","","/* b","c */"]""",
            "3",
        ], said);
    }
}
