using System.Text.RegularExpressions;
using Cicada.TestSupport;

namespace Cicada.Tests.Load;

public sealed partial class LoadShapesGuideTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var guide = File.ReadAllText(RepositoryRoot.Combine("docs", "guides", "load-shapes.md"));
        var code = Normal(File.ReadAllText(RepositoryRoot.Combine("tests", "Cicada.Core.Tests", "Load", "LoadShapesGuide.cs")));

        var blocks = CodeBlock().Matches(guide).Select(match => Normal(match.Groups[1].Value)).ToArray();

        Assert.Equal(2, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }

    [Fact]
    public void The_code_of_the_guide_does_what_the_guide_says()
    {
        var definition = new LoadShapesGuide.Definition();
        LoadShapesGuide.Define(definition);
        var day = new LoadShapesGuide.OfficeDay();

        var steps = new[] { 0, 10, 20, 30 }.Select(minutes => day.Tick(new ShapeMoment(minutes.Minutes(), 0, null!))).ToList();

        Assert.Equal("ramp 100 1m, hold 5m, spike 500 10s, hold 2m", definition.Shape!.ToString());
        Assert.Equal([("morning", 50), ("noon", 200), ("evening", 20)], steps.OfType<ShapeStep>().Select(step => (step.Name, step.Users)));
        Assert.Equal([typeof(LoadShapesGuide.Reader)], steps[0]!.UserTypes);
        Assert.Null(steps[3]);
    }

    private static string Normal(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
