using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Login;

[Trait("Category", "EndToEnd")]
public sealed class LoginPageTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task Who_has_to_log_in_is_told_what_was_wrong_and_comes_back_to_where_they_were()
    {
        var isKnown = false;
        await using var tab = await chromium.OpenPagesAsync("runs?label=team%3Dshop&sort=p95", request =>
        {
            switch (new Uri(request.Url).AbsolutePath)
            {
                case "/api/cicada/v1/info":
                    return (200, PagesTab.Info(needsLogin: !isKnown));
                case "/api/cicada/v1/login":
                    isKnown = request.PostData == """{"password":"right"}""";
                    return isKnown ? (200, "{}") : (401, """{"error":"That is not the password."}""");
                case "/api/cicada/v1/runs":
                    return (200, """{"runs":[],"total":0,"tests":[],"labels":{}}""");
                default:
                    return null;
            }
        });

        await tab.Page.GetByLabel("Password or token").FillAsync("wrong");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.GetByText("That is not the password.").WaitForAsync();
        await tab.Page.GetByLabel("Password or token").FillAsync("right");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.GetByText("No run is like that.").WaitForAsync();

        Assert.EndsWith("/runs?label=team%3Dshop&sort=p95", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }
}
