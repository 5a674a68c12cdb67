using System.Text.Json;
using Cicada.Storage;
using Cicada.Tests.InfluxApi;
using Cicada.TestSupport;

namespace Cicada.Tests.Comparison;

[Trait("Category", "EndToEnd")]
public sealed class CompareCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_run_differs_in_nothing_from_itself()
    {
        var run = await RecordAsync(0);

        var result = await CompareAsync(run, run, "--json", "--regression", "p95 +0%", "--regression", "rps -0%", "--regression", "failures +0%");

        Assert.True(result.ExitCode == ExitCode.Success, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        Assert.All(document.RootElement.GetProperty("regressions").EnumerateArray(), rule => Assert.Equal("passed", rule.GetProperty("state").GetString()));
        Assert.All(
            document.RootElement.GetProperty("comparison").GetProperty("total").GetProperty("differences")[0].EnumerateArray(),
            difference => Assert.Equal((0.0, "same"), (difference.GetProperty("by").GetDouble(), difference.GetProperty("meaning").GetString())));
    }

    [Fact]
    public async Task A_run_that_is_slower_breaks_the_rule_and_ends_with_4()
    {
        var fast = await RecordAsync(0);
        var slow = await RecordAsync(20);

        var broken = await CompareAsync(slow, fast, "--regression", "p50 +10%", "--regression", "p50(GET /) +1m");
        var better = await CompareAsync(fast, "latest", "--regression", "p50 +0%", "--regression", "failures +1%");

        Assert.True(broken.ExitCode == ExitCode.Regression, broken.ToString());
        Assert.Contains("p50 +10%", broken.Output, StringComparison.Ordinal);
        Assert.Contains("worse", broken.Output, StringComparison.Ordinal);
        Assert.True(better.ExitCode == ExitCode.Success, better.ToString());
    }

    [Fact]
    public async Task Markdown_has_a_row_for_each_figure_and_keeps_names_in_their_cells()
    {
        var (first, second) = (await RecordAsync(0), await RecordAsync(1));

        var result = await CompareAsync(second, first, "--markdown");

        Assert.True(result.ExitCode == ExitCode.Success, result.ToString());
        var rows = result.Output.Split('\n').Where(line => line.StartsWith('|')).ToList();
        Assert.Contains(rows, row => row.Contains("GET /", StringComparison.Ordinal));
        Assert.DoesNotContain("<", result.Output.Replace("<br>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--regression", "latency +10%")]
    [InlineData("--regression", "p95 10%")]
    [InlineData("--regression", "checks +1%")]
    [InlineData("--regression", "p97 +1%")]
    [InlineData("--regression", "rps -100%")]
    public async Task A_rule_that_makes_no_sense_is_refused_with_a_sentence(params string[] options)
    {
        var run = await RecordAsync(0);

        var result = await CompareAsync(run, run, options);

        Assert.True(result.ExitCode == ExitCode.BadOptions, result.ToString());
        Assert.Contains(options[1], result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_baseline_of_the_test_is_called_pinned_and_its_absence_is_said()
    {
        var run = await RecordAsync(0);

        var none = await CompareAsync(run, "pinned");
        var pin = await ProgramRunner.RunAsync("dotnet", ["exec", ServedStore.Tool, "pin", run, "--store", "X.duckdb"], _folder.Path);
        var pinned = await CompareAsync(run, "pinned");

        Assert.True(none.ExitCode == ExitCode.BadOptions, none.ToString());
        Assert.Contains("has no baseline to compare with", none.Error, StringComparison.Ordinal);
        Assert.True(pin.ExitCode == ExitCode.Success, pin.ToString());
        Assert.True(pinned.ExitCode == ExitCode.Success, pinned.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private Task<ProgramResult> CompareAsync(string run, string other, params string[] options) =>
        ProgramRunner.RunAsync("dotnet", ["exec", ServedStore.Tool, "compare", run, other, "--store", "X.duckdb", .. options], _folder.Path);

    private async Task<string> RecordAsync(int milliseconds)
    {
        var plan = new Plan
        {
            Test = "shop",
            UserTypes = [typeof(Looker)],
            Users = 4,
            SpawnRate = 1000,
            RunTime = TimeSpan.FromSeconds(3),
            GeneratorCheck = false,
            Http = new HttpOptions { Handler = () => new Answers(TimeSpan.FromMilliseconds(milliseconds)) },
        };
        return (await LoadTest.RunAsync(plan, new RunServices { Outputs = [new StoreOutput(_folder.Combine("X.duckdb"))] })).Run;
    }

    public sealed class Looker : HttpUser
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.005);

        [Task]
        public Task Look() => Client.GetAsync("/", Cancellation);
    }

    private sealed class Answers(TimeSpan after) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(after, TimeProvider.System, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
