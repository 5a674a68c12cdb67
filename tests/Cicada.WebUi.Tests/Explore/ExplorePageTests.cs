using System.Collections.Concurrent;
using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Explore;

[Trait("Category", "EndToEnd")]
public sealed class ExplorePageTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task A_question_in_an_address_is_asked_when_it_reads_and_never_when_it_would_change_something()
    {
        var asked = new ConcurrentQueue<string>();
        await using var tab = await chromium.OpenPagesAsync("explore?q=DROP+MEASUREMENT+orders", request =>
        {
            switch (new Uri(request.Url).AbsolutePath)
            {
                case "/api/cicada/v1/info":
                    return (200, PagesTab.Info());
                case "/query":
                    asked.Enqueue(request.PostData ?? "");
                    return (200, """{"results":[{"statement_id":0,"series":[{"name":"m","columns":["time","value"],"values":[[0,1],[1000,"<b>two</b>"]]}]}]}""");
                default:
                    return null;
            }
        });

        await tab.Page.GetByText("would change something").WaitForAsync();
        await tab.Page.Locator("textarea").FillAsync("SELECT value FROM m");
        await tab.Page.Keyboard.PressAsync("Control+Enter");
        await tab.Page.GetByText("2 rows").WaitForAsync();
        var cell = await tab.Page.Locator(".result-rows tbody tr:nth-child(2) td:nth-child(2)").InnerTextAsync();
        await tab.Page.GoBackAsync();
        await tab.Page.GetByText("would change something").WaitForAsync();

        Assert.Equal("<b>two</b>", cell);
        Assert.Equal(["q=SELECT+value+FROM+m", "q=SHOW+DATABASES"], asked.Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(tab.Complaints);
        Assert.Empty(tab.Strangers);
    }
}
