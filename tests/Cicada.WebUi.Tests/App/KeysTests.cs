using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.App;

[Trait("Category", "EndToEnd")]
public sealed class KeysTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task Shortcuts_are_one_key_or_two_and_rest_while_one_types()
    {
        await using var tab = await chromium.OpenUiFilesAsync();
        await tab.AskAsync<bool>("cicada/app/keys", """
            (m.listenToKeys(), window.did = [], m.addShortcut('r', '', () => { did.push('below'); }), m.addShortcut('g r', '', () => { did.push('g r'); }),
             m.addShortcut('r', '', () => { did.push('asked first'); return false; }), document.body.append(document.createElement('input')), true)
            """);

        await tab.Page.Keyboard.PressAsync("g");
        await tab.Page.Keyboard.PressAsync("r");
        await tab.Page.Keyboard.PressAsync("r");
        await tab.Page.Locator("input").FillAsync("typed");
        await tab.Page.Keyboard.PressAsync("r");
        var did = await tab.Page.EvaluateAsync<string[]>("did");

        Assert.Equal(["g r", "asked first", "below"], did);
        Assert.Equal("typedr", await tab.Page.Locator("input").InputValueAsync());
    }
}
