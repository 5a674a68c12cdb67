using System.Text.Json;
using System.Xml.Linq;
using Cicada.Tests.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Results;

/// <summary>The files about a run as other programs find them, from outside.</summary>
[Trait("Category", "EndToEnd")]
public sealed class VerdictRunTests(BuiltProgram program) : IDisposable
{
    private static readonly string[] Files = ["--junit", "J.xml", "--trx", "T.trx", "--summary-md", "M.md", "--summary-json", "S.json", "--csv", "C"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_run_that_is_good_enough_leaves_green_files_with_its_figures()
    {
        await using var shop = new CountingServer();

        var result = await RunAsync(shop, "-i", "30", "--threshold", "p95 < 30s");

        Assert.True(result.ExitCode == ExitCode.Success, result.ToString());
        Assert.Equal(("0", "0"), Expect(30));
        Assert.StartsWith("## ✅ Passed: shop", Read("M.md"), StringComparison.Ordinal);
        Assert.Contains("**30 requests**, 0 failed", Read("M.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_threshold_is_a_failed_case_of_its_name()
    {
        await using var shop = new CountingServer();

        var result = await RunAsync(shop, "-i", "30", "--threshold", "p95(GET /) < 1us", "--threshold", "rps(GET /nowhere) > 5");

        Assert.True(result.ExitCode == ExitCode.ThresholdBroken, result.ToString());
        Assert.Equal(("2", "0"), Expect(30));
        Assert.Equal(["p95(GET /) < 1us", "rps(GET /nowhere) > 5"], XDocument.Parse(Read("J.xml")).Descendants("failure").Select(failure => failure.Parent!.Attribute("name")!.Value));
    }

    [Fact]
    public async Task A_run_that_is_terminated_leaves_all_its_files_too()
    {
        await using var shop = new CountingServer();
        await using var run = ProgramRunner.Start(
            await program.ExecutableAsync(), ["--headless", "--only-summary", "-u", "5", "-r", "100", "-H", shop.Address.ToString(), "--store", "X.duckdb", .. Files], _folder.Path, new Dictionary<string, string?> { ["RATE"] = "20" });
        await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);

        run.Terminate();
        var result = await run.WaitForExitAsync();

        Assert.True(result.ExitCode == ExitCode.Success, result.ToString());
        Assert.Equal(("0", "0"), Expect(shop.Answered));
    }

    [Fact]
    public async Task Whoever_kept_the_store_can_write_the_files_again()
    {
        await using var shop = new CountingServer();
        await RunAsync(shop, "-i", "30", "--threshold", "p95(GET /) < 1us", "--run-label", "build=7");

        var later = await ProgramRunner.RunAsync(
            await program.ExecutableAsync(), ["report", "latest", "--store", "X.duckdb", "--junit", "J2.xml", "--trx", "T2.trx", "--summary-md", "M2.md"], _folder.Path);

        Assert.True(later.ExitCode == ExitCode.Success, later.ToString());
        Assert.Equal((Read("J.xml"), Read("T.trx"), Read("M.md")), (Read("J2.xml"), Read("T2.trx"), Read("M2.md")));
    }

    [Theory]
    [InlineData("new Thread(() => throw new InvalidOperationException(\"The background broke.\")).Start();")]
    [InlineData("AsyncVoid(); static async void AsyncVoid() { await Task.Yield(); throw new InvalidOperationException(\"The background broke.\"); }")]
    [InlineData("throw new InvalidOperationException(\"The background broke.\");")]
    public async Task A_crash_of_the_tests_own_code_leaves_all_files_and_exit_code_2(string crash)
    {
        await using var shop = new CountingServer();
        var file = _folder.Write("crash.cs", $$"""
            #:project {{RepositoryRoot.Combine("src", "Cicada", "Cicada.csproj")}}
            #:property OutDir={{_folder.Combine("out")}}/
            using Cicada;
            return await LoadTest.RunAsync(args, test => test.Events.SpawningComplete.Add(_ => { {{crash}} }));
            public sealed class ShopUser : HttpUser
            {
                public override WaitTime WaitTime => WaitTime.Constant(0.05);
                [Task] public async Task Root() => await Client.GetAsync("/", Cancellation);
            }
            """);
        var built = await ProgramRunner.RunAsync("dotnet", ["build", file, "-v", "q"], _folder.Path);
        Assert.True(built.ExitCode == 0, built.ToString());

        var result = await ProgramRunner.RunAsync(
            _folder.Combine("out", "crash"), ["--headless", "--only-summary", "-u", "2", "-r", "100", "-t", "3s", "-H", shop.Address.ToString(), "--store", "X.duckdb", .. Files], _folder.Path);

        Assert.True(result.ExitCode == ExitCode.BadOptions, result.ToString());
        Assert.Contains("The background broke.", result.Output + result.Error, StringComparison.Ordinal);

        // Requests that were on their way when it crashed may not have come back any more.
        var (failures, errors) = Expect(requests: null);
        Assert.Equal("0", failures);
        Assert.NotEqual("0", errors);
        Assert.Contains("The background broke.", Read("J.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_refused_before_the_load_begins()
    {
        await using var shop = new CountingServer();

        var result = await RunAsync(shop, "-i", "5", "--junit", "missing/J.xml");

        Assert.True(result.ExitCode == ExitCode.BadOptions, result.ToString());
        Assert.Contains("missing/J.xml", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, shop.Answered);
    }

    [Fact]
    public async Task The_summary_of_a_step_is_appended_to_what_is_there()
    {
        await using var shop = new CountingServer();
        _folder.Write("step.md", "before\n");

        var result = await ProgramRunner.RunAsync(
            await program.ExecutableAsync(), ["--headless", "--only-summary", "-i", "5", "-H", shop.Address.ToString(), "--no-store", "--summary-md", _folder.Combine("step.md")], _folder.Path,
            new Dictionary<string, string?> { ["GITHUB_STEP_SUMMARY"] = _folder.Combine("step.md"), ["RATE"] = "20" });

        Assert.True(result.ExitCode == ExitCode.Success, result.ToString());
        Assert.StartsWith("before\n", Read("step.md"), StringComparison.Ordinal);
        Assert.Contains("**5 requests**", Read("step.md"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>All files are there as wholes, and say the same; returns what JUnit counts as failures and errors.</summary>
    private (string Failures, string Errors) Expect(long? requests)
    {
        using var summary = JsonDocument.Parse(Read("S.json"));
        var suite = XDocument.Parse(Read("J.xml")).Root!.Element("testsuite")!;
        var count = summary.RootElement.GetProperty("total").GetProperty("count").GetInt64();
        Assert.Equal(requests ?? count, count);
        Assert.Equal("TestRun", XDocument.Parse(Read("T.trx")).Root!.Name.LocalName);
        Assert.Contains(" requests**", Read("M.md"), StringComparison.Ordinal);
        Assert.EndsWith("\n", Read("M.md"), StringComparison.Ordinal);
        Assert.Contains("Aggregated", Read("C_stats.csv"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp*"));
        return (suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value);
    }

    private string Read(string name) => File.ReadAllText(_folder.Combine(name));

    private async Task<ProgramResult> RunAsync(CountingServer shop, params string[] options) => await ProgramRunner.RunAsync(
        await program.ExecutableAsync(), ["--headless", "--only-summary", "-H", shop.Address.ToString(), "--store", "X.duckdb", .. Files, .. options], _folder.Path, new Dictionary<string, string?> { ["RATE"] = "50" });
}
