using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Cicada.WebUi.Tests;

public sealed class UiReportTests
{
    private const string Title = "</title><script>alert(1)</script> {answers}";

    private readonly string _page = UiReport.Embedded.Page(Title, Encoding.UTF8.GetBytes("{\"run\":\"</script>\"}"));

    [Fact]
    public void The_answers_are_in_it_and_end_nothing()
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(Convert.FromBase64String(Between("id=\"answers\">", "</script>"))), CompressionMode.Decompress));

        Assert.Equal("{\"run\":\"</script>\"}", text.ReadToEnd());
        Assert.Contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; {answers}</title>", _page, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_policy_allows_these_scripts_and_styles_and_nothing_from_anywhere()
    {
        var policy = Between("Content-Security-Policy\" content=\"", "\">");

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains(HashOf(Between("<script type=\"importmap\">", "</script>")), policy, StringComparison.Ordinal);
        Assert.Contains(HashOf(Between("<script type=\"module\">", "</script>")), policy, StringComparison.Ordinal);
        Assert.Contains(HashOf(Between("<style>", "</style>")), policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_the_modules_it_needs_and_no_page_that_only_a_server_can_fill()
    {
        Assert.Contains("\"cicada/report/main\":", _page, StringComparison.Ordinal);
        Assert.Contains("\"cicada/run/tabs/requests\":", _page, StringComparison.Ordinal);
        Assert.Contains("\"uplot\":", _page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"cicada/start/page\":", _page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"cicada/main\":", _page, StringComparison.Ordinal);
        Assert.True(_page.Length < 600_000);
    }

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private string Between(string begin, string end)
    {
        var from = _page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return _page[from.._page.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
