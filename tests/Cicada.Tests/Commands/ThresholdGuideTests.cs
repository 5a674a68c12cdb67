using System.Text.RegularExpressions;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

public sealed partial class ThresholdGuideTests
{
    private static readonly string Guide = File.ReadAllText(RepositoryRoot.Combine("docs", "guides", "thresholds.md"));

    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var code = GuideCode.Read("tests", "Cicada.Tests", "Commands", "ThresholdGuide.cs");

        Assert.Contains(Assert.Single(GuideCode.BlocksOf("thresholds.md")), code, StringComparison.Ordinal);
    }

    [Fact]
    public void The_code_of_the_guide_says_what_its_texts_say()
    {
        var test = new LoadTestDefinition();
        ThresholdGuide.Configure(test);

        Assert.Equal(["p95(GET /) < 200ms", "failures < 1%", "rps > 500 after 30s", "p99 over 60s < 1s after 30s abort"], test.Thresholds.Select(threshold => threshold.Text));
    }

    [Fact]
    public void Every_threshold_of_the_guide_can_be_read()
    {
        var texts = Written().Matches(Guide).Select(match => match.Groups[1].Value)
            .Concat(Variable().Matches(Guide).SelectMany(match => match.Groups[1].Value.Split("; "))).ToList();

        Assert.InRange(texts.Count, 8, 100);
        Assert.All(texts, text => Assert.Equal(text, Threshold.Parse(text).Text));
    }

    [GeneratedRegex("""(?:--threshold "|`)([a-z0-9.]+(?:\([^)`]*\))?(?: over \w+)? [<>]=? \d[^"`]*)["`]""")]
    private static partial Regex Written();

    [GeneratedRegex("CICADA_THRESHOLD=\"([^\"]*)\"")]
    private static partial Regex Variable();
}
