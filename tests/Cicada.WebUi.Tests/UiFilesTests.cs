using System.Text;
using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests;

public sealed class UiFilesTests(Chromium chromium)
{
    [Fact]
    public void The_page_names_every_module_and_loads_nothing_from_elsewhere()
    {
        var page = UiFiles.Embedded.Page("/cicada/");

        Assert.Contains("<base href=\"/cicada/\">", page, StringComparison.Ordinal);
        Assert.Contains("\"cicada/main\":", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{", page.Replace(page[page.IndexOf("{\"imports\"", StringComparison.Ordinal)..(page.IndexOf("}}", StringComparison.Ordinal) + 2)], "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void No_module_makes_html_of_texts_or_runs_them()
    {
        string[] forbidden = ["innerHTML", "outerHTML", "dangerouslySetInnerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function("];

        var own = UiFiles.Embedded.Modules.Where(module => module.Name.StartsWith("cicada/", StringComparison.Ordinal));

        Assert.All(own, module => Assert.All(forbidden, word => Assert.DoesNotContain(word, Encoding.UTF8.GetString(module.File.Content), StringComparison.Ordinal)));
    }

    [Fact]
    public void A_compressed_file_is_the_file()
    {
        var file = UiFiles.Embedded.Find("lib/uplot.js")!;

        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(file.Gzip), System.IO.Compression.CompressionMode.Decompress);
        using var brotli = new System.IO.Compression.BrotliStream(new MemoryStream(file.Brotli), System.IO.Compression.CompressionMode.Decompress);

        Assert.Equal(file.Content, Read(gzip));
        Assert.Equal(file.Content, Read(brotli));
        Assert.True(file.Brotli.Length < file.Content.Length / 2);
    }

    [RequiresChromiumFact]
    [Trait("Category", "EndToEnd")]
    public async Task Every_module_can_be_imported_by_its_name_and_nothing_is_asked_of_another_origin()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        foreach (var (name, _) in UiFiles.Embedded.Modules.Where(module => !module.Name.EndsWith("/main", StringComparison.Ordinal)))
        {
            Assert.True(await tab.AskAsync<bool>(name, "m !== undefined"), name);
        }

        Assert.Empty(tab.Complaints);
        Assert.Empty(tab.Strangers);
    }

    private static byte[] Read(Stream stream)
    {
        using var read = new MemoryStream();
        stream.CopyTo(read);
        return read.ToArray();
    }
}
