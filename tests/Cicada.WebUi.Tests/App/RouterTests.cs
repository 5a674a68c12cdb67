using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.App;

[Trait("Category", "EndToEnd")]
public sealed class RouterTests(Chromium chromium)
{
    private const string Shown = "location.pathname + location.search + location.hash + ' ' + m.place.value.path.join('|')";

    [RequiresChromiumFact]
    public async Task A_place_is_in_the_address_and_whoever_goes_back_is_where_they_were()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var gone = await tab.AskAsync<string>("cicada/app/router", $"(m.follow(), m.go(m.runPath('r/1', 'requests'), {{ label: ['a=1', 'b'], none: null }}), {Shown})");
        var changed = await tab.AskAsync<string>("cicada/app/router", $"(m.setQuery({{ label: 'c', sort: 'p95' }}, {{ push: true }}), {Shown})");
        await tab.Page.EvaluateAsync("() => new Promise(resolve => { addEventListener('popstate', resolve, { once: true }); history.back(); })");
        var back = await tab.AskAsync<string>("cicada/app/router", Shown);

        Assert.Equal("/runs/r%2F1/requests?label=a%3D1&label=b runs|r/1|requests", gone);
        Assert.Equal("/runs/r%2F1/requests?label=c&sort=p95 runs|r/1|requests", changed);
        Assert.Equal(gone, back);
    }

    [RequiresChromiumFact]
    public async Task A_page_that_is_a_file_has_its_places_behind_the_hash()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var gone = await tab.AskAsync<string>("cicada/app/router", $"(m.follow((await import('cicada/app/address')).hashAddress), m.go('/failures', {{ sort: 'count' }}), {Shown})");

        Assert.Equal("/#/failures?sort=count failures", gone);
    }

    [RequiresChromiumFact]
    public async Task What_a_link_to_the_login_says_cannot_lead_elsewhere()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var gone = await tab.AskAsync<string>("cicada/app/router", $"(m.follow(), m.go('//elsewhere.invalid/x'), {Shown})");

        Assert.Equal("/elsewhere.invalid/x elsewhere.invalid|x", gone);
    }
}
