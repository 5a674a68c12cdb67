using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

/// <summary>What users record themselves, from their code to every command that shows it.</summary>
public sealed class OwnDataTests : IDisposable
{
    private const string MetricsQuery =
        "SELECT time, run, metric, kind, region, provider, worker, count, sum, total, value, p99, unit, histogram, elapsed FROM cicada_metrics ORDER BY time, metric, region";

    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Fact]
    public async Task What_users_record_is_in_the_summary_in_the_store_and_on_the_screen()
    {
        Assert.Equal(0, await RecordAsync("--summary-json S.json"));

        Assert.Contains("counter", _door.Error + _door.Output);
        Assert.Contains("payment (ms)", _door.Error + _door.Output);
        var summary = RunSummaryJson.Parse(_door.Read("S.json"));
        Assert.Equal(
            [("depth", MetricKind.Gauge, 20), ("orders", MetricKind.Counter, 40), ("payment", MetricKind.Trend, 20)],
            summary.Metrics.Select(metric => (metric.Name, metric.Kind, metric.Count)));
        Assert.Equal(60, summary.Metrics[1].Sum);
        Assert.Equal(0, summary.Recording.Outputs.Single().Observations.Dropped);
        Assert.Contains("\"kind\": \"trend\"", _door.Read("S.json"));

        Assert.Equal(0, await _door.RunToolAsync("show latest --json"));
        Assert.Equal(RunSummaryJson.Serialize(summary), _door.Output.Trim());
        Assert.Equal("items,eu,paid\n210,20,20\n", await SqlAsync("SELECT sum(items) AS items, count(*) FILTER (shop = 'eu') AS eu, count(*) FILTER (paid) AS paid FROM baskets"));
        Assert.Equal("n,values\n60,40\n", await SqlAsync("SELECT sum(sum) AS n, CAST(sum(count) AS BIGINT) AS values FROM cicada_metrics WHERE metric = 'orders'"));
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("line-protocol")]
    public async Task A_run_goes_out_and_comes_in_again_with_all_of_it(string format)
    {
        Assert.Equal(0, await RecordAsync());

        Assert.Equal(0, await _door.RunToolAsync($"export latest --format {format} -o run.out"));
        Assert.Equal(0, await _door.RunToolAsync("import run.out --store other.duckdb"));

        foreach (var query in (string[])["SELECT time, run, worker, shop, items, total, paid, voucher FROM baskets ORDER BY time", MetricsQuery])
        {
            Assert.Equal(await SqlAsync(query), await SqlAsync(query, "other.duckdb"));
        }

        Assert.Equal(await ShownAsync("cicada.duckdb"), await ShownAsync("other.duckdb"));
    }

    [Theory]
    [InlineData("csv", "baskets", " --measurement baskets --tags run,worker,shop")]
    [InlineData("parquet", "baskets", "")]
    [InlineData("csv", "cicada_metrics", "")]
    [InlineData("parquet", "cicada_metrics", "")]
    public async Task A_measurement_goes_out_and_comes_in_again_by_itself(string format, string measurement, string said)
    {
        Assert.Equal(0, await RecordAsync());

        Assert.Equal(0, await _door.RunToolAsync($"export latest --format {format} --measurement {measurement} -o part.out"));
        Assert.Equal(0, await _door.RunToolAsync($"import part.out --store other.duckdb{said}"));

        // In a CSV nobody knows whole numbers from others.
        var query = measurement == "baskets"
            ? "SELECT time, run, worker, shop, CAST(items AS DOUBLE) AS items, paid FROM baskets ORDER BY time"
            : MetricsQuery;
        Assert.Equal(await SqlAsync(query), await SqlAsync(query, "other.duckdb"));
        if (measurement == "cicada_metrics")
        {
            Assert.Equal(
                RunSummaryJson.Parse(await ShownAsync("cicada.duckdb")).Metrics.Select(metric => (metric.Name, metric.Count, metric.Sum, metric.P99)),
                RunSummaryJson.Parse(await ShownAsync("other.duckdb")).Metrics.Select(metric => (metric.Name, metric.Count, metric.Sum, metric.P99)));
        }
    }

    [Fact]
    public async Task A_deleted_run_takes_its_own_data_with_it()
    {
        Assert.Equal(0, await RecordAsync());
        Assert.Equal(0, await RecordAsync());

        Assert.Equal(0, await _door.RunToolAsync("delete latest --yes"));

        Assert.Equal("runs,points\n1,20\n", await SqlAsync("SELECT count(DISTINCT run) AS runs, count(*) AS points FROM baskets"));
        Assert.Equal("runs\n1\n", await SqlAsync("SELECT count(DISTINCT run) AS runs FROM cicada_metrics"));
    }

    [Fact]
    public async Task A_field_of_another_type_than_in_earlier_runs_does_not_stop_the_run_and_is_said()
    {
        Assert.Equal(0, await RecordAsync());
        OwnDataUser.Total = 1;
        try
        {
            Assert.Equal(ExitCode.SamplesLost, await RecordAsync("--summary-json S.json"));
        }
        finally
        {
            OwnDataUser.Total = 1.5;
        }

        var summary = RunSummaryJson.Parse(_door.Read("S.json"));
        Assert.Equal((20, 20), (summary.Total.Count, summary.Recording.Stored));
        Assert.Equal(20, summary.Recording.Outputs.Single().Observations.Rejected);
        Assert.Contains(summary.Warnings, warning => warning.Contains(
            "left out 20 points: Field 'total' of measurement 'baskets' is of type 'float' in the store, but a point gives it as 'integer'", StringComparison.Ordinal));
        Assert.Equal("n\n20\n", await SqlAsync("SELECT count(*) AS n FROM baskets"));
        Assert.Equal("n\n40\n", await SqlAsync("SELECT count(*) AS n FROM cicada_requests"));
    }

    private Task<int> RecordAsync(string more = "") => _door.RunAsync($"--headless -u 1 -i 20 {more}", test => test.Users.Add<OwnDataUser>());

    private async Task<string> SqlAsync(string query, string store = "cicada.duckdb")
    {
        Assert.Equal(0, await _door.RunToolAsync(["sql", query, "--csv", "--store", store]));
        return _door.Output;
    }

    private async Task<string> ShownAsync(string store)
    {
        Assert.Equal(0, await _door.RunToolAsync($"show latest --json --store {store}"));
        return _door.Output;
    }
}
