using Cicada.Storage;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>Values taken out of answers, checks and transactions, from a real server into a real store.</summary>
[Trait("Category", "EndToEnd")]
public sealed class CorrelationRunTests
{
    [Fact]
    public async Task Checks_and_transactions_are_kept_and_no_total_of_requests_has_them()
    {
        using var folder = new TemporaryFolder();
        await using var server = new CountingServer { DefaultAnswer = new ScriptedAnswer { Text = "{\"token\": \"abc\"}" } };
        var path = folder.Combine("kept.duckdb");
        var plan = new Plan { Test = "shop", UserTypes = [typeof(Shopper)], Users = 3, SpawnRate = 100, Iterations = 20, GeneratorCheck = false, Host = server.Address.ToString() };

        var result = await LoadTest.RunAsync(plan, new RunServices { Outputs = [new StoreOutput(path, TimeProvider.System)], SpoolFolder = folder.Combine("spool") }, TestContext.Current.CancellationToken);

        Assert.Equal((40L, 0L, 40), (result.Total.Count, result.Total.Failures, server.Answered));
        Assert.Equal(("buy", 20L, 0L), (result.Transactions[0].Name, result.Transactions[0].Count, result.Transactions[0].Failures));
        Assert.Equal(("has a token", 20L, 0L), (result.Checks[0].Name, result.Checks[0].Passes, result.Checks[0].Fails));
        using var history = RunHistory.Open(path);
        Assert.Equal(RunSummaryJson.Serialize(result), RunSummaryJson.Serialize(history.ReadSummary(result.Run)));
        Assert.Equal(40L, Scalar("SELECT count(*) FROM cicada_requests"));
        Assert.Equal(20L, Scalar("SELECT CAST(sum(passes) AS BIGINT) FROM cicada_checks WHERE name = 'has a token'"));
        Assert.Equal(20L, Scalar("SELECT CAST(sum(count) AS BIGINT) FROM cicada_transactions WHERE name = 'buy' AND success = 'true'"));
        Assert.Equal(40L, Scalar("SELECT CAST(sum(count) AS BIGINT) FROM cicada_request_stats WHERE name = '(all)'"));

        object? Scalar(string sql)
        {
            using var rows = history.Sql(sql);
            return rows.Rows.Single()[0];
        }
    }
}
