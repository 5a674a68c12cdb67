using System.Text.Json;
using Cicada.Tests.InfluxApi;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>The commands of README, checked from outside: another process, a server that counts what it answers.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(FullSpeed))]
public sealed class EndToEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.Combine("X.duckdb");

    [Fact]
    public async Task The_quickstart_needs_nothing_and_its_run_is_there_afterwards()
    {
        var run = await DotnetAsync(
            "run", RepositoryRoot.Combine("samples", "quickstart.cs"), "--", "--headless", "-u", "20", "-r", "20", "-t", "3s", "--store", Store, "--summary-json", "S.json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var summary = RunSummaryJson.Parse(await File.ReadAllTextAsync(_folder.Combine("S.json"), TestContext.Current.CancellationToken));
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Equal(20, summary.Users);
        Assert.Equal(summary.Total.Count, summary.Recording.Stored);
        Assert.DoesNotContain("warning", run.Error + run.Output, StringComparison.OrdinalIgnoreCase);

        var runs = await DotnetAsync("exec", ServedStore.Tool, "runs", "--store", Store, "--json");
        var show = await DotnetAsync("exec", ServedStore.Tool, "show", "latest", "--store", Store, "--json");
        Assert.Equal(summary.Run, JsonDocument.Parse(runs.Output).RootElement[0].GetProperty("run").GetString());
        Assert.Equal(RunSummaryJson.Serialize(summary), show.Output.Trim());
    }

    [Fact]
    public async Task Every_answer_of_the_server_is_in_the_store_also_after_SIGTERM_at_full_speed()
    {
        await using var server = new CountingServer();
        var program = _folder.Write("fullspeed.cs", $$"""
            #:project {{RepositoryRoot.Combine("src", "Cicada", "Cicada.csproj")}}
            using Cicada;
            return await LoadTest.RunAsync(args, test => test.Events.SpawningComplete.Add(_ => Console.WriteLine("all users are there")));
            public sealed class FastUser : HttpUser
            {
                [Task] public async Task Root() => await Client.GetAsync("/", Cancellation);
            }
            """);
        await using var run = ProgramRunner.Start(
            "dotnet", ["run", program, "--", "--headless", "-u", "32", "-r", "1000", "-H", server.Address.ToString(), "--store", Store, "--summary-json", "S.json"], _folder.Path);
        await run.WaitForOutputAsync("all users are there");
        await run.WaitForOutputAsync(" req/s"); // the first line of progress: five seconds on

        run.Terminate();
        run.Terminate();
        var result = await run.WaitForExitAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        var summary = RunSummaryJson.Parse(await File.ReadAllTextAsync(_folder.Combine("S.json"), TestContext.Current.CancellationToken));
        Assert.Equal(RunState.Stopped, summary.State);
        Assert.True(summary.Total.Count > 10_000, result.ToString());
        Assert.Equal(server.Answered, summary.Total.Count);
        Assert.Equal(server.Answered, summary.Recording.Stored);
        Assert.Equal(0, summary.Recording.Dropped + summary.Recording.Rejected + summary.Recording.Spooled);

        // The figures again, from the store, through the program itself.
        var count = await DotnetAsync("run", "--no-build", program, "--", "sql", $"SELECT count(*) AS n FROM cicada_requests WHERE run = '{summary.Run}'", "--csv", "--store", Store);
        Assert.Equal($"n\n{server.Answered}\n", count.Output);
        var export = await DotnetAsync("run", "--no-build", program, "--", "export", summary.Run, "--format", "csv", "-o", "requests.csv", "--store", Store);
        Assert.True(export.ExitCode == 0, export.ToString());
        Assert.Equal(server.Answered + 1, File.ReadLines(_folder.Combine("requests.csv")).LongCount());
    }

    [Fact]
    public async Task What_users_record_themselves_is_in_the_store_to_the_last_point()
    {
        var program = RepositoryRoot.Combine("samples", "own-data.cs");
        var run = await DotnetAsync(
            "run", program, "--", "--headless", "-u", "20", "-r", "20", "-i", "100", "--store", Store, "--summary-json", "S.json");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain("warning", run.Error + run.Output, StringComparison.OrdinalIgnoreCase);
        var summary = RunSummaryJson.Parse(await File.ReadAllTextAsync(_folder.Combine("S.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            [("basket", "trend", 100), ("orders", "counter", 100), ("queue_depth", "gauge", 100), ("revenue", "counter", 100)],
            summary.Metrics.Select(metric => (metric.Name, metric.Kind.ToWord(), metric.Count)));
        const string Questions =
            """
            SELECT (SELECT count(*) FROM baskets) AS baskets, (SELECT count(DISTINCT epoch_ns(time)) FROM baskets) AS times, (SELECT version FROM deployments) AS version,
                (SELECT CAST(sum(sum) AS BIGINT) FROM cicada_metrics WHERE metric = 'orders') AS orders, (SELECT max(total) FROM cicada_metrics WHERE metric = 'orders') AS total
            """;
        var answer = await DotnetAsync("run", "--no-build", program, "--", "sql", Questions, "--csv", "--store", Store);
        Assert.Equal("baskets,times,version,orders,total\n100,100,1.4.2,100,100\n", answer.Output);
    }

    [Fact]
    public async Task Nothing_but_json_is_on_the_output_even_when_users_print()
    {
        var program = _folder.Write("talking.cs", $$"""
            #:project {{RepositoryRoot.Combine("src", "Cicada", "Cicada.csproj")}}
            #pragma warning disable IL2026, IL3050 // the SDK warns of JSON by reflection, on the output
            using Cicada;
            return await LoadTest.RunAsync(args);
            public sealed class TalkingUser : User
            {
                [Task]
                public void Talk()
                {
                    Console.WriteLine("hello");
                    Measure("talk", "hello").Dispose();
                    System.Text.Json.JsonSerializer.Serialize(new { works = "also without a source generator" });
                }
            }
            """);

        var result = await DotnetAsync("run", program, "--", "--headless", "-i", "3", "--json", "--no-store");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(3, RunSummaryJson.Parse(result.Output).Total.Count);
        Assert.Contains("hello", result.Error);
    }

    [Fact]
    public async Task A_store_that_another_process_holds_is_refused_with_a_sentence()
    {
        var program = RepositoryRoot.Combine("samples", "custom-protocol.cs");
        await using var first = ProgramRunner.Start("dotnet", ["run", program, "--", "--headless", "--store", Store, "-u", "1"], _folder.Path);
        await first.WaitForErrorAsync("All 1 users are there");

        var second = await DotnetAsync("run", "--no-build", program, "--", "--headless", "--store", Store, "-t", "1");

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("is in use by process", second.Error);
        Assert.DoesNotContain("   at ", second.Error);

        // 'dotnet run' passes SIGTERM on to the program; a SIGINT the terminal sends to both.
        first.Terminate();
        Assert.Equal(0, (await first.WaitForExitAsync()).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private Task<ProgramResult> DotnetAsync(params string[] arguments) => ProgramRunner.RunAsync("dotnet", arguments, _folder.Path);
}
