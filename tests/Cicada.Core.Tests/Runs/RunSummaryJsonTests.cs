using System.Text.Json;

namespace Cicada.Tests.Runs;

public sealed class RunSummaryJsonTests
{
    [Fact]
    public void A_document_from_before_there_were_baselines_is_read()
    {
        var document = RunSummaryJson.Serialize(Summary("r1") with { Baseline = true });
        Assert.Contains("\"baseline\": true", document, StringComparison.Ordinal);

        var older = RunSummaryJson.Parse(document.Replace("  \"baseline\": true,\n", "", StringComparison.Ordinal));

        Assert.False(older.Baseline);
        Assert.True(RunSummaryJson.Parse(document).Baseline);
        Assert.Equal(document.Replace("true", "false", StringComparison.Ordinal), RunSummaryJson.Serialize(older));
    }

    [Fact]
    public void Heads_have_the_sizes_that_are_known()
    {
        using var heads = JsonDocument.Parse(RunSummaryJson.SerializeHeads(
            [Summary("r1"), Summary("r2")], new Dictionary<string, long> { ["r1"] = 5_000_000_000 }));

        Assert.Equal(5_000_000_000, heads.RootElement[0].GetProperty("size_bytes").GetInt64());
        Assert.False(heads.RootElement[0].GetProperty("baseline").GetBoolean());
        Assert.False(heads.RootElement[1].TryGetProperty("size_bytes", out _));
        Assert.DoesNotContain("size_bytes", RunSummaryJson.SerializeHeads([Summary("r1")]), StringComparison.Ordinal);
    }

    private static RunSummary Summary(string run) => new()
    {
        Run = run,
        Test = "shop",
        State = RunState.Finished,
        ExitCode = 0,
        Started = DateTimeOffset.UnixEpoch,
        Ended = DateTimeOffset.UnixEpoch,
        Users = 1,
        Requests = [],
        Total = new RequestSummary
        {
            RequestType = "(all)",
            Name = "(all)",
            Count = 0,
            Failures = 0,
            Rps = 0,
            Mean = 0,
            Min = 0,
            Max = 0,
            P50 = 0,
            P75 = 0,
            P90 = 0,
            P95 = 0,
            P99 = 0,
            P999 = 0,
            Bytes = 0,
        },
        Recording = new RecordingSummary { Recorded = 0, Stored = 0, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
    };
}
