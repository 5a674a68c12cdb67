using System.Text.RegularExpressions;
using Cicada.TestSupport;

namespace Cicada.Tests.Load;

public sealed partial class OpenModelGuideTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var guide = File.ReadAllText(RepositoryRoot.Combine("docs", "guides", "open-model.md"));
        var code = Normal(File.ReadAllText(RepositoryRoot.Combine("tests", "Cicada.Core.Tests", "Load", "OpenModelGuide.cs")));

        var blocks = CodeBlock().Matches(guide).Select(match => Normal(match.Groups[1].Value)).ToArray();

        Assert.Equal(2, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }

    [Fact]
    public void The_code_of_the_guide_says_what_its_text_would()
    {
        var test = new OpenModelGuide.Definition();
        OpenModelGuide.Define(test);

        Assert.Equal("ramp 0..500/s 1m, 500/s 5m, 30/m", test.Arrivals!.ToString());
    }

    private static string Normal(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
