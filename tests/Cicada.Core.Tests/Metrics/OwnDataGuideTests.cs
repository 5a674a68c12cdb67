using Cicada.TestSupport;

namespace Cicada.Tests.Metrics;

public sealed class OwnDataGuideTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var blocks = GuideCode.BlocksOf("own-data.md");
        var code = GuideCode.Read("tests", "Cicada.Core.Tests", "Metrics", "OwnDataGuide.cs");

        Assert.Equal(5, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_code_of_the_guide_runs()
    {
        var events = new LoadEvents();
        OwnDataGuide.Listen(events);
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(OwnDataGuide)) with { Iterations = 30 }, events: events);

        var summary = await rehearsal.PlayAsync();

        Assert.Empty(summary.UserErrors);
        Assert.Empty(summary.Warnings);
        Assert.Equal(["left_over", "orders", "payment", "queue_depth"], summary.Metrics.Select(metric => metric.Name));
        Assert.Equal(["baskets", "deployments", "temperature"], rehearsal.Output.Observations.OfType<OwnPoint>().Select(point => point.Measurement).Distinct().Order(StringComparer.Ordinal));
    }
}
