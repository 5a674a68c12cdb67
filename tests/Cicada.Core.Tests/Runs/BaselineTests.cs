using Cicada.Runs;

namespace Cicada.Tests.Runs;

public sealed class BaselineTests
{
    [Fact]
    public async Task A_run_is_compared_when_its_outputs_have_everything_and_before_they_are_told_its_end()
    {
        var output = new MemoryOutput();
        var baseline = new FixedBaseline(_ => Comparison(RegressionState.Passed), output);
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 3, Iterations = 12 }, Measured(), outputs: [output], baseline: baseline);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((12, false), (baseline.SamplesThen, baseline.WasClosedThen));
        Assert.Equal(12, baseline.Asked!.Total.Count);
        Assert.Equal("r-before", output.Summary!.Comparison!.Base);
        Assert.Equal((0, 0), (summary.ExitCode, summary.ExitReasons.Count));
    }

    [Theory]
    [InlineData(RegressionState.Passed, 0)]
    [InlineData(RegressionState.Unsure, 0)]
    [InlineData(RegressionState.NoData, ExitCode.Regression)]
    [InlineData(RegressionState.Broken, ExitCode.Regression)]
    public async Task What_is_worse_and_what_has_no_data_makes_the_exit_code_and_what_chance_may_have_made_does_not(RegressionState state, int code)
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 3 }, Measured(), baseline: new FixedBaseline(_ => Comparison(state)));

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(code, summary.ExitCode);
        Assert.Equal(code == 0 ? [] : [ExitReason.Regression], summary.ExitReasons);
        Assert.Equal(code, rehearsal.Output.Summary!.ExitCode);
    }

    [Fact]
    public async Task A_broken_threshold_goes_before_a_regression_and_both_are_said()
    {
        var plan = Rehearsal.Plan() with { Iterations = 3, Thresholds = [Threshold.Parse("requests > 100")] };

        var summary = await new Rehearsal(plan, Measured(), baseline: new FixedBaseline(_ => Comparison(RegressionState.Broken))).PlayAsync();

        Assert.Equal(ExitCode.ThresholdBroken, summary.ExitCode);
        Assert.Equal([ExitReason.ThresholdBroken, ExitReason.Regression], summary.ExitReasons);
    }

    [Fact]
    public async Task The_document_with_a_comparison_reads_back_as_it_was_written()
    {
        var summary = await new Rehearsal(Rehearsal.Plan() with { Iterations = 3 }, Measured(), baseline: new FixedBaseline(_ => Comparison(RegressionState.NoData))).PlayAsync();

        var json = RunSummaryJson.Serialize(summary);

        Assert.Equal(json, RunSummaryJson.Serialize(RunSummaryJson.Parse(json)));
        Assert.Contains("\"state\": \"no_data\"", json, StringComparison.Ordinal);
        Assert.Contains("\"meaning\": \"worse\"", json, StringComparison.Ordinal);
        Assert.Contains("Regression p95 +10%: NoData against r-before", summary.ToString(), StringComparison.Ordinal);
    }

    private static Script Measured() => new() { Act = user => { using var call = user.Measure("GET", "/"); return Task.CompletedTask; } };

    private static ComparisonSummary Comparison(RegressionState state)
    {
        var difference = new DifferenceSummary { Figure = "p95", Unit = "ms", Base = 100, Value = 150, Difference = 50, Percent = 50, Lower = 40, Upper = 60, Meaning = DifferenceMeaning.Worse };
        return new()
        {
            Base = "r-before",
            Total = [difference],
            Regressions = [new() { Text = "p95 +10%", State = state, Requests = 1, RequestType = "(all)", Name = "(all)", Difference = difference }],
        };
    }

    private sealed class FixedBaseline(Func<RunSummary, ComparisonSummary> compare, MemoryOutput? output = null) : IBaseline
    {
        public RunSummary? Asked { get; private set; }

        public int SamplesThen { get; private set; }

        public bool WasClosedThen { get; private set; }

        public ComparisonSummary Compare(RunSummary summary)
        {
            (Asked, SamplesThen, WasClosedThen) = (summary, output?.Samples.Count ?? 0, output?.Closed is not null);
            return compare(summary);
        }
    }
}
