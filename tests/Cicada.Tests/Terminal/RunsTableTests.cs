using Cicada.Terminal;
using Spectre.Console.Testing;

namespace Cicada.Tests.Terminal;

public sealed class RunsTableTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public void A_run_is_one_line_at_any_width(int width)
    {
        var run = SomeFigures.Summary(SomeFigures.Request("/", 1_234_567, 10)) with
        {
            Test = "a-test-with-a-rather-long-name",
            Note = new string('n', 200),
            Labels = new Dictionary<string, string> { ["team"] = "[red]shop" },
        };

        var lines = Render([run, run], width);

        Assert.Equal(2, lines.Count(line => line.Contains(run.Run, StringComparison.Ordinal)));
        Assert.Equal(4, lines.Count(line => line.Trim().Length > 0));
        Assert.All(lines.Where(line => line.Contains(run.Run, StringComparison.Ordinal)), line => Assert.Contains("1,234,567", line));
        Assert.DoesNotContain(lines, line => line.Length > width);
    }

    [Fact]
    public void A_run_that_is_on_has_no_end_and_no_exit_code()
    {
        var lines = Render([SomeFigures.Summary() with { State = RunState.Running, Ended = null, ExitCode = null }], 200);

        Assert.Contains(lines, line => line.Contains("running", StringComparison.Ordinal) && line.Contains('–', StringComparison.Ordinal));
    }

    private static string[] Render(IReadOnlyList<RunSummary> runs, int width)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        console.Write(new RunsTable(runs).Render(width));
        return console.Output.Split('\n');
    }
}
