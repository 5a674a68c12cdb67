using System.Text.RegularExpressions;
using Cicada.TestSupport;

namespace Cicada.Tests.Metrics;

public sealed partial class OwnDataGuideTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var guide = File.ReadAllText(RepositoryRoot.Combine("docs", "guides", "own-data.md"));
        var code = Normal(File.ReadAllText(RepositoryRoot.Combine("tests", "Cicada.Core.Tests", "Metrics", "OwnDataGuide.cs")));

        var blocks = CodeBlock().Matches(guide).Select(match => Normal(match.Groups[1].Value)).ToArray();

        Assert.Equal(5, blocks.Length);
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

    private static string Normal(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
