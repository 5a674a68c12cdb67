using System.Text.RegularExpressions;
using Cicada.TestSupport;

namespace Cicada.Tests.Comparison;

public sealed partial class ComparingGuideTests
{
    [Fact]
    public async Task The_code_of_the_guide_is_the_code_that_compiles_and_says_what_its_texts_say()
    {
        var code = GuideCode.Read("tests", "Cicada.Tests", "Comparison", "ComparingGuide.cs");
        Assert.Contains(Assert.Single(GuideCode.BlocksOf("comparing.md")), code, StringComparison.Ordinal);

        await ComparingGuide.RunAsync([]);

        Assert.Equal(["p95(GET /) +10%", "failures +0.5%"], ComparingGuide.Rules);
    }

    [Fact]
    public void Every_rule_of_the_guide_can_be_read()
    {
        var guide = File.ReadAllText(RepositoryRoot.Combine("docs", "guides", "comparing.md"));
        var texts = Rule().Matches(guide).Select(match => match.Groups[1].Value).ToList();

        Assert.InRange(texts.Count, 8, 100);
        Assert.All(texts, text => Assert.Equal(text, Regression.Parse(text).Text));
    }

    [GeneratedRegex("""["`]((?:p\d+|mean|failures|rps)(?:\([^)]*\))? [+-][^"`]*)["`]""")]
    private static partial Regex Rule();
}
