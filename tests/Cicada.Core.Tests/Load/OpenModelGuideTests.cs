using Cicada.TestSupport;

namespace Cicada.Tests.Load;

public sealed class OpenModelGuideTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var blocks = GuideCode.BlocksOf("open-model.md");
        var code = GuideCode.Read("tests", "Cicada.Core.Tests", "Load", "OpenModelGuide.cs");

        Assert.Equal(2, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }

    [Fact]
    public void The_code_of_the_guide_says_what_its_text_would()
    {
        var test = new OpenModelGuide.Definition();
        OpenModelGuide.Define(test);

        Assert.Equal("ramp 0..500/s 1m, 500/s 5m, 30/m", test.Arrivals!.ToString());
    }
}
