using Cicada.Terminal;
using Spectre.Console.Testing;

namespace Cicada.Tests.Terminal;

public sealed class LiveViewTests
{
    [Theory]
    [InlineData(80, 24, 1)]
    [InlineData(80, 24, 5000)]
    [InlineData(140, 40, 5000)]
    [InlineData(60, 12, 5000)]
    public void The_screen_never_grows_beyond_the_terminal(int width, int height, int names)
    {
        var requests = Enumerable.Range(0, names).Select(i => SomeFigures.Request($"/a-rather-long-name-of-a-request/{i}", failures: 2)).ToArray();
        var snapshot = SomeFigures.Snapshot(requests) with
        {
            Failures = [.. Enumerable.Range(0, 30).Select(i => SomeFigures.Failure($"/{i}", "failed", new string('x', 500)))],
            Recording = SomeFigures.Recording(dropped: 3),
            Warnings = [new string('w', 300), "b", "c", "d"],
            Thresholds = [.. Enumerable.Range(0, 5).Select(i => SomeFigures.Threshold($"p95(GET /{new string('n', 300)}) < 1s", ThresholdState.Broken, 1234))],
        };

        var lines = Render(snapshot, width, height);

        Assert.True(lines.Length <= height, $"{lines.Length} lines on a terminal of {height}:\n{string.Join('\n', lines)}");
        Assert.DoesNotContain(lines, line => line.Length > width);
    }

    [Fact]
    public void When_not_all_names_fit_the_busiest_are_shown()
    {
        var requests = Enumerable.Range(0, 100).Select(i => SomeFigures.Request($"/{i}", count: i)).ToArray();

        var screen = string.Join('\n', Render(SomeFigures.Snapshot(requests), 80, 24));

        Assert.Contains("/99 ", screen);
        Assert.DoesNotContain("/1 ", screen);
        Assert.Contains(" more", screen);
        Assert.Contains("all requests", screen);
    }

    [Fact]
    public void Time_users_rates_and_percentiles_are_told()
    {
        var screen = string.Join('\n', Render(SomeFigures.Snapshot(SomeFigures.Request("/", 1000, 10)) with { TargetUsers = 50 }, 80, 24));

        Assert.Contains("0:12 of 1:00 · 20 of 50 users · 10.0 req/s", screen);
        Assert.Contains("1,000 requests, 10 failed (1.0%) · p50 1.25, p95 45.7, p99 679 ms", screen);
    }

    [Fact]
    public void A_broken_threshold_is_a_line_and_all_are_counted()
    {
        var screen = string.Join('\n', Render(
            SomeFigures.Snapshot(SomeFigures.Request("/")) with
            {
                Thresholds = [SomeFigures.Threshold("p95 < 1s", ThresholdState.Broken, 1234), SomeFigures.Threshold("failures < 1%", ThresholdState.Passed, 0, "%"), SomeFigures.Threshold("rps > 1", ThresholdState.NoData, null)],
            },
            100,
            24));

        Assert.Contains("✗ p95 < 1s: 1,234 ms", screen);
        Assert.Contains("1 of 3 thresholds hold", screen);
        Assert.DoesNotContain("failures < 1%", screen);
    }

    [Fact]
    public void Recording_is_told_of_only_when_something_is_wrong()
    {
        var snapshot = SomeFigures.Snapshot(SomeFigures.Request("/"));

        Assert.DoesNotContain(Render(snapshot, 80, 24), line => line.Contains("store", StringComparison.Ordinal));
        Assert.Contains(Render(snapshot with { Recording = SomeFigures.Recording(dropped: 1) }, 80, 24), line => line.Contains("1 were dropped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData('w', 1)]
    [InlineData('W', 10)]
    [InlineData('s', -1)]
    [InlineData('S', -10)]
    [InlineData('x', 0)]
    public void Keys_add_and_remove_users(char key, int change) => Assert.Equal(change, RunKeys.Change(key));

    private static string[] Render(LiveSnapshot snapshot, int width, int height)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        console.Write(new LiveView(SomeFigures.Plan(TimeSpan.FromMinutes(1)), "r1", snapshot, withKeys: true).Render(width, height));
        return console.Output.TrimEnd('\n').Split('\n');
    }
}
