using Cicada.TestSupport;

namespace Cicada.Tests.Load;

public sealed class LoadShapesGuideTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var blocks = GuideCode.BlocksOf("load-shapes.md");
        var code = GuideCode.Read("tests", "Cicada.Core.Tests", "Load", "LoadShapesGuide.cs");

        Assert.Equal(2, blocks.Count);
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
}
