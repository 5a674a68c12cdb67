using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Cicada.RunsApi;
using Cicada.Tests.RunsApi;
using Cicada.Web;

namespace Cicada.Tests.Web;

/// <summary>The page and its files as browsers get them.</summary>
public sealed partial class PageRoutesTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/runs")]
    [InlineData("/runs/latest/requests")]
    [InlineData("/compare?runs=a,b")]
    [InlineData("/start")]
    [InlineData("/explore")]
    [InlineData("/login")]
    public async Task Every_address_of_the_UI_is_the_same_page_and_may_be_linked_to(string address)
    {
        await using var api = await StartAsync();

        using var page = await api.SendAsync("GET", address, null, ("Sec-Fetch-Site", "cross-site"), ("Referer", "https://wiki.example.org/"));

        Assert.Equal((200, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task The_page_allows_nothing_inline_but_its_map_and_nothing_from_elsewhere()
    {
        await using var api = await StartAsync();

        using var page = await api.SendAsync("GET", "/");
        var html = await TextAsync(page);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();

        var map = MapPattern().Match(html).Groups[1].Value;
        Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(map)))}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Fact]
    public async Task All_the_page_names_is_there_and_may_be_kept_for_ever()
    {
        await using var api = await StartAsync();
        var html = await TextAsync(await api.SendAsync("GET", "/"));

        foreach (Match file in FilePattern().Matches(html))
        {
            using var answer = await api.SendAsync("GET", "/" + file.Value);

            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.GetValues("Cache-Control").Single());
        }
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("gzip;q=0.0", "")]
    [InlineData("identity", "")]
    public async Task Files_come_in_the_compression_the_browser_takes(string accepted, string coding)
    {
        await using var api = await StartAsync();

        using var page = await api.SendAsync("GET", "/", null, ("Accept-Encoding", accepted));

        Assert.Equal(coding, string.Join(',', page.Content.Headers.ContentEncoding));
    }

    [Fact]
    public async Task The_page_is_asked_for_again_and_not_sent_again()
    {
        await using var api = await StartAsync();
        using var page = await api.SendAsync("GET", "/");

        using var again = await api.SendAsync("GET", "/runs", null, ("If-None-Match", $"\"x\", W/{page.Headers.ETag}"));

        Assert.Equal("no-cache", page.Headers.GetValues("Cache-Control").Single());
        Assert.Equal(304, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("/ui/x")]
    [InlineData("/ui/../Cicada.dll")]
    [InlineData("/ui/%2e%2e/%2e%2e/etc/passwd")]
    public async Task There_are_no_other_files(string path)
    {
        await using var api = await StartAsync();

        Assert.StartsWith("404 ", await api.SayAsync("GET", path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_everything_is_below_a_path_whether_or_not_the_proxy_takes_it_off()
    {
        await using var api = await StartAsync("/load/test");

        using var page = await api.SendAsync("GET", "/load/test/runs/latest");
        using var redirected = await api.SendAsync("GET", "/load/test?x=1");
        var html = await TextAsync(page);

        Assert.Contains("""<base href="/load/test/">""", html, StringComparison.Ordinal);
        Assert.Equal("/load/test/?x=1", redirected.Headers.Location!.ToString());
        Assert.StartsWith("200 ", await api.SayAsync("GET", "/load/test/api/cicada/v1/info"), StringComparison.Ordinal);
        Assert.StartsWith("200 ", await api.SayAsync("GET", "/api/cicada/v1/info"), StringComparison.Ordinal);
        Assert.StartsWith("404 ", await api.SayAsync("GET", "/load/tester"), StringComparison.Ordinal);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static Task<RunsApiFixture> StartAsync(string basePath = "") => RunsApiFixture.StartAsync(
        new RunQuestions("", (_, _) => throw new NotSupportedException(), new(), TimeProvider.System), web: new WebHostOptions { BasePath = basePath });

    [GeneratedRegex("""<script type="importmap">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex MapPattern();

    [GeneratedRegex("""ui/[0-9a-f]{12}/[\w/.-]+""")]
    private static partial Regex FilePattern();
}
