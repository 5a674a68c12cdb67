using Cicada.Terminal;
using Spectre.Console.Testing;

namespace Cicada.Tests.Terminal;

public sealed class SummaryViewTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public void Every_figure_is_there_at_any_width(int width)
    {
        var output = Render(SomeFigures.Summary(SomeFigures.Request("/"), SomeFigures.Request("/item/{id}", 4321, 21)), width);

        foreach (var head in (string[])["requests", "failed", "req/s", "avg ms", "min", "max", "p50", "p75", "p90", "p95", "p99", "p99.9"])
        {
            Assert.Contains(head, output);
        }

        Assert.Contains("shop · r20261123-101207-k3f · finished after 1:05 · 20 users", output);
        Assert.Contains("4,321", output);
        Assert.Contains("all requests", output);
        Assert.Contains("45.7", output);
        Assert.DoesNotContain(output.Split('\n'), line => line.TrimEnd().Length > width);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public void Metrics_of_ones_own_have_a_line_each_with_the_figures_of_their_kind(int width)
    {
        var output = Render(
            SomeFigures.Summary(SomeFigures.Request("/")) with
            {
                Metrics =
                [
                    new MetricSummary { Name = "orders", Kind = MetricKind.Counter, Count = 1204, Sum = 3612 },
                    new MetricSummary { Name = "payment", Kind = MetricKind.Trend, Unit = "ms", Count = 500, Sum = 6250, Mean = 12.5, Min = 1, Max = 99, P50 = 11.1, P75 = 13, P90 = 20, P95 = 33.3, P99 = 77.7, P999 = 99 },
                    new MetricSummary { Name = "queue[red]_depth", Kind = MetricKind.Gauge, Count = 60, Value = 17, Min = 3, Max = 40 },
                ],
            },
            width);

        foreach (var text in (string[])["counter", "orders", "1,204", "3,612", "trend", "payment (ms)", "12.5", "33.3", "77.7", "gauge", "queue[red]_depth", "17"])
        {
            Assert.Contains(text, output);
        }

        Assert.DoesNotContain(output.Split('\n'), line => line.TrimEnd().Length > width);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public void Thresholds_have_a_line_each_with_what_became_of_them(int width)
    {
        var output = Render(
            SomeFigures.Summary(SomeFigures.Request("/")) with
            {
                Verdict = Verdict.Failed,
                Thresholds =
                [
                    SomeFigures.Threshold("p95(GET /[red]) < 200ms", ThresholdState.Passed, 123.456),
                    SomeFigures.Threshold("failures < 1%", ThresholdState.Broken, 12.3, "%"),
                    SomeFigures.Threshold("rps(GET /a-name-that-is-much-longer-than-any-table-has-room-for-on-a-narrow-screen) > 5", ThresholdState.NoData, null, "requests/s"),
                ],
            },
            width);

        foreach (var text in (string[])["finished, thresholds failed after 1:05", "✓ passed p95(GET /[red]) < 200ms", "123.5 ms", "✗ broken failures < 1%", "12.3%", "? no data rps(GET /a-name", "no request"])
        {
            Assert.Contains(text, string.Join(' ', output.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }

        Assert.DoesNotContain(output.Split('\n'), line => line.TrimEnd().Length > width);
    }

    [Fact]
    public void A_run_without_metrics_of_ones_own_has_no_table_of_them() =>
        Assert.Equal(1, Render(SomeFigures.Summary(SomeFigures.Request("/")), 140).Split("Type").Length - 1);

    [Fact]
    public void A_wide_screen_has_one_table_and_a_narrow_one_two()
    {
        var summary = SomeFigures.Summary(SomeFigures.Request("/"));

        Assert.Equal(1, Render(summary, 140).Split("Name").Length - 1);
        Assert.Equal(2, Render(summary, 80).Split("Name").Length - 1);
    }

    [Fact]
    public void A_single_request_needs_no_line_for_all() => Assert.DoesNotContain("all requests", Render(SomeFigures.Summary(SomeFigures.Request("/")), 140));

    [Fact]
    public void A_run_without_requests_has_no_times() => Assert.Contains("–", Render(SomeFigures.Summary(), 140));

    [Fact]
    public void Failures_are_told_with_their_text_and_nothing_in_it_does_anything()
    {
        var summary = SomeFigures.Summary(SomeFigures.Request("/[red]\u001b[2J", 10, 3)) with
        {
            Failures = [SomeFigures.Failure("/[red]\u001b[2J", "status 500", "[bold]no[/]\nway")],
            UserErrors = [new UserErrorSummary { Occurrences = 2, Exception = "System.Exception", Message = "[link]", Traceback = "" }],
        };

        var output = Render(summary, 140);

        Assert.Contains("GET /[red]\\u001b[2J", output);
        Assert.Contains("status 500: [bold]no[/]\\nway", output);
        Assert.Contains("[link]", output);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void Samples_that_did_not_arrive_and_warnings_are_said()
    {
        var output = Render(SomeFigures.Summary() with { Recording = SomeFigures.Recording(dropped: 3), Warnings = ["Names were capped."] }, 140);

        Assert.Contains("Output 'store': of 100 samples 3 were dropped and are lost.", output);
        Assert.Contains("! Names were capped.", output);
    }

    [Fact]
    public void Observations_that_did_not_arrive_are_said_though_every_sample_did()
    {
        var recording = SomeFigures.Recording();
        var output = Render(
            SomeFigures.Summary() with { Recording = recording with { Outputs = [recording.Outputs[0] with { Observations = new RecordingCounts(1_300, 1_295, 3, 0, 2) }] } }, 140);

        Assert.Contains("Output 'store': of 1,300 observations (statistics, events …) 3 wait on disk, 2 were rejected.", output);
    }

    [Fact]
    public void Twenty_kinds_of_failures_are_shown_and_the_rest_counted()
    {
        var failures = Enumerable.Range(0, 25).Select(i => SomeFigures.Failure($"/{i}", "failed", "")).ToArray();

        Assert.Contains("… 5 more kinds of failures", Render(SomeFigures.Summary() with { Failures = failures }, 140));
    }

    private static string Render(RunSummary summary, int width)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        new SummaryView(summary).Write(console);
        return console.Output;
    }
}
