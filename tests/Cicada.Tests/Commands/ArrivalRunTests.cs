using System.Text.Json;
using Cicada.Storage;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

[Trait("Category", "EndToEnd")]
public sealed class ArrivalRunTests(BuiltProgram program)
{
    [Fact]
    public async Task Every_arrival_is_a_request_at_the_target_and_in_the_store()
    {
        using var folder = new TemporaryFolder();
        await using var shop = new CountingServer();

        var result = await RunAsync(folder, shop, "--arrival-rate", "ramp 0..200/s 1s, 200/s", "-t", "3s");

        using var summary = JsonDocument.Parse(File.ReadAllText(folder.Combine("S.json")));
        var arrivals = summary.RootElement.GetProperty("arrivals");
        var (scheduled, started, dropped) = (Number(arrivals, "scheduled"), Number(arrivals, "started"), Number(arrivals, "dropped"));
        Assert.True(result.ExitCode is ExitCode.Success or ExitCode.GeneratorLimited, result.ToString());
        Assert.Equal((500, 500), (scheduled, started + dropped));
        Assert.Equal(started, shop.Answered);
        var total = summary.RootElement.GetProperty("total");
        Assert.Equal(started, Number(total, "count"));
        Assert.True(total.GetProperty("service").GetProperty("p99").GetDouble() <= total.GetProperty("p99").GetDouble() * 1.01);
        Assert.All(summary.RootElement.GetProperty("requests").EnumerateArray(), request => Assert.True(request.TryGetProperty("service", out _)));
        Assert.Contains($"Arrivals: 500 scheduled, {started} started, {dropped} dropped", result.Output, StringComparison.Ordinal);

        using var history = RunHistory.Open(folder.Combine("cicada.duckdb"));
        var kept = history.ReadSummary("latest");
        Assert.Equal((started, 500L), (kept.Total.Count, kept.Arrivals!.Scheduled));
    }

    [Theory]
    [InlineData("the rate is none", "--arrival-rate", "-5/s")]
    [InlineData("--max-users stands alone", "--max-users", "5")]
    [InlineData("users beside", "--arrival-rate", "5/s", "-u", "3")]
    [InlineData("a search beside", "--arrival-rate", "5/s", "--find-limit", "1..5 by 1 every 2s while p95 < 5ms")]
    public async Task Options_that_make_no_sense_are_refused_with_a_sentence(string what, params string[] options)
    {
        using var folder = new TemporaryFolder();
        await using var shop = new CountingServer();

        var result = await RunAsync(folder, shop, [.. options, "-t", "1s"]);

        Assert.True(result.ExitCode == ExitCode.BadOptions, $"{what}: {result}");
        Assert.Contains(options[^2].StartsWith("--arr", StringComparison.Ordinal) ? "The arrival rate is" : options[^2], result.Error + result.Output, StringComparison.Ordinal);
        Assert.Equal(0, shop.Answered);
    }

    private async Task<ProgramResult> RunAsync(TemporaryFolder folder, CountingServer shop, params string[] options) => await ProgramRunner.RunAsync(
        await program.ExecutableAsync(), ["--headless", "--only-summary", "-H", shop.Address.ToString(), "--store", folder.Combine("cicada.duckdb"), "--summary-json", folder.Combine("S.json"), .. options], folder.Path);

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
