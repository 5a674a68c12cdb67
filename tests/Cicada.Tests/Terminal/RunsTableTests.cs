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

    [Theory]
    [InlineData(80)]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(110)]
    [InlineData(120)]
    [InlineData(140)]
    [InlineData(200)]
    public void A_baseline_is_marked_at_any_width(int width)
    {
        var run = SomeFigures.Summary(SomeFigures.Request("/", 1_234_567, 10)) with { Baseline = true };
        var sizes = new Dictionary<string, long> { [run.Run] = 123_456_789 };

        var lines = Render([run, run with { Baseline = false }], width, sizes);

        Assert.Single(lines, line => line.Contains($"{run.Run} ★", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Length > width);
        Assert.Equal(width >= 110, lines.Any(line => line.Contains("123.5 MB", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("Labels", StringComparison.Ordinal)); // nobody has any
    }

    [Fact]
    public void Labels_and_note_get_the_room_that_is_left()
    {
        var run = SomeFigures.Summary() with { Note = new string('n', 200) };

        Assert.Contains(Render([run], 130), line => line.Contains("nnnnnnnnnn…", StringComparison.Ordinal));
        Assert.DoesNotContain(Render([run], 90), line => line.Contains("nn", StringComparison.Ordinal));
        Assert.Contains(Render([run with { Note = "short" }], 130), line => line.Contains("short", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_whose_size_is_not_known_has_none()
    {
        var lines = Render([SomeFigures.Summary()], 200, new Dictionary<string, long>());

        Assert.Contains(lines, line => line.Contains("size", StringComparison.Ordinal));
        Assert.DoesNotContain(Render([SomeFigures.Summary()], 200), line => line.Contains("size", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_list_of_runs_to_delete_ends_in_a_number()
    {
        using var console = new TestConsole();
        console.Profile.Width = 100;
        var run = SomeFigures.Summary(SomeFigures.Request("/", 5)) with { Started = new(2026, 11, 23, 10, 12, 7, TimeSpan.Zero) };
        console.Write(PruneTable.Of([.. Enumerable.Repeat(run, 1_050)], new Dictionary<string, long> { [run.Run] = 1_500 }, 50));

        Assert.Equal(50, console.Output.Split('\n').Count(line => line.Contains("2026-11-23 10:12Z", StringComparison.Ordinal) && line.Contains("1.5 kB", StringComparison.Ordinal)));
        Assert.Contains("… and 1,000 older ones", console.Output);
    }

    private static string[] Render(IReadOnlyList<RunSummary> runs, int width, IReadOnlyDictionary<string, long>? sizes = null)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        console.Write(new RunsTable(runs, sizes).Render(width));
        return console.Output.Split('\n');
    }
}
