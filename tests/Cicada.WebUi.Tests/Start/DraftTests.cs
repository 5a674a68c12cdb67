using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Start;

[Trait("Category", "EndToEnd")]
public sealed class DraftTests(Chromium chromium)
{
    private const string Form = """
        { values: { users: 50, spawn_rate: 2, run_time: "" }, labels: [], load_models: ["closed"], warnings: [],
          user_types: [{ name: "Shop", weight: 7, fixed_count: null, host: null, tasks: [] }, { name: "Search", weight: 3, fixed_count: null, host: null, tasks: [] }],
          options: [{ name: "--region", description: "", default_value: "eu", is_secret: false }] }
        """;

    [RequiresChromiumFact]
    public async Task User_types_are_sent_only_where_they_are_not_as_the_test_says()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var asWritten = await AskAsync(tab, "");
        var changed = await AskAsync(tab, "draft.types[0].takesPart = false; draft.types[1].fixed = '4'; draft.thresholds = ' rps > 5 \\n\\np95 < 1s'; draft.options['--region'] = 'us';");

        Assert.Equal("""{"host":"","run_time":"","thresholds":[],"run_labels":{},"note":"","labels":[],"exclude_labels":[],"users":50,"spawn_rate":2,"iterations":0,"load_model":"closed"} []""", asWritten);
        Assert.Contains(""","thresholds":["rps > 5","p95 < 1s"],""", changed, StringComparison.Ordinal);
        Assert.EndsWith(""","options":{"--region":"us"},"user_types":[{"name":"Search","weight":3,"fixed_count":4}]} []""", changed, StringComparison.Ordinal);
    }

    [RequiresChromiumFact]
    public async Task Users_are_not_sent_where_arrivals_make_them_and_are_beside_types_that_wait_for_answers()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var open = await AskAsync(tab, "draft.arrival_rate = ' 5/s '; draft.max_users = '30';");
        var mixed = await AskAsync(tab, "draft.arrival_rate = '5/s'; draft.types[0].fixed = '2';");

        Assert.Contains("\"arrival_rate\":\"5/s\",\"max_users\":30,", open, StringComparison.Ordinal);
        Assert.DoesNotContain("\"users\"", open, StringComparison.Ordinal);
        Assert.Contains("\"users\":50,\"spawn_rate\":2,\"arrival_rate\":\"5/s\",\"max_users\":0,", mixed, StringComparison.Ordinal);
    }

    [RequiresChromiumFact]
    public async Task A_field_that_is_emptied_asks_for_none_whatever_the_command_line_says()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await AskAsync(tab, "draft.iterations = ''; draft.types[0].fixed = '5'; draft.types[1].fixed = '';");

        Assert.Contains("\"iterations\":0,", said, StringComparison.Ordinal);
        Assert.EndsWith(""","user_types":[{"name":"Shop","weight":7,"fixed_count":5},{"name":"Search","weight":3,"fixed_count":0}]} []""", said, StringComparison.Ordinal);
    }

    [RequiresChromiumFact]
    public async Task Users_and_spawn_rate_are_not_sent_where_a_shape_says_them()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var shaped = await AskAsync(tab, "draft.shape = ' hold 1m ';");
        var none = await AskAsync(tab, "draft.shape = 'none';");

        Assert.Contains("\"shape\":\"hold 1m\"", shaped, StringComparison.Ordinal);
        Assert.DoesNotContain("\"users\"", shaped, StringComparison.Ordinal);
        Assert.DoesNotContain("\"spawn_rate\"", shaped, StringComparison.Ordinal);
        Assert.Contains("\"shape\":\"none\",\"users\":50,\"spawn_rate\":2", none, StringComparison.Ordinal);
    }

    [RequiresChromiumFact]
    public async Task What_is_no_number_is_said_at_its_field()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await AskAsync(tab, "draft.users = 'many';");

        Assert.EndsWith("""[{"field":"users","message":"The number of users is 'many'; expected a number."}]""", said, StringComparison.Ordinal);
    }

    [RequiresChromiumFact]
    public async Task Users_are_shared_out_by_weight_after_fixed_counts()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var shares = await tab.AskAsync<double?[]>("cicada/start/shares", """
            m.sharesOf([{ takesPart: true, weight: '7', fixed: '' }, { takesPart: true, weight: '3', fixed: '' }, { takesPart: true, weight: '1', fixed: '10' }, { takesPart: false, weight: '9', fixed: '' }], 50)
            """);

        Assert.Equal([28, 12, 10, 0], shares);
    }

    private static Task<string> AskAsync(BrowserTab tab, string change) => tab.Page.EvaluateAsync<string>($$"""
        async () => { const m = await import("cicada/start/draft"), form = {{Form}}, draft = m.draftOf(form); {{change}} const { request, problems } = m.requestOf(draft, form); return JSON.stringify(request) + " " + JSON.stringify(problems); }
        """);
}
