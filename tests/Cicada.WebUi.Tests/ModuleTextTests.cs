using System.Text;

namespace Cicada.WebUi.Tests;

public sealed class ModuleTextTests
{
    [Fact]
    public void A_script_loses_indentation_and_comments_of_their_own_line()
    {
        Assert.Equal("a();\n`b`;", ModuleText.Slim("  a();\n\n    // why\n\t`b`;\n"));
    }

    [Fact]
    public void A_script_with_a_text_over_several_lines_stays_as_it_is()
    {
        const string script = "const text = `a\n  // no comment\n`;\n";

        Assert.Equal(script, ModuleText.Slim(script));
    }

    [Fact]
    public void An_address_can_stand_in_a_page_and_is_the_script_again_when_it_is_read()
    {
        const string script = "x = \"</script><!--\" + '\\n' + 100 % 7; // ä#\ny = `&amp;`;";

        var address = ModuleText.AddressOf(new UiFile("x.js", "text/javascript; charset=utf-8", Encoding.UTF8.GetBytes(script)));

        Assert.StartsWith("data:text/javascript;charset=utf-8,", address, StringComparison.Ordinal);
        Assert.DoesNotContain(address, letter => letter is '"' or '<' or '\\' or '#' or '\n' or '&' or > '~');
        Assert.Equal(script, Uri.UnescapeDataString(address[(address.IndexOf(',', StringComparison.Ordinal) + 1)..]));
    }
}
