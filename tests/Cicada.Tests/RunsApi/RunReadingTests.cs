using System.Text.Json;

namespace Cicada.Tests.RunsApi;

/// <summary>What can be read of a run, against a store that was recorded once.</summary>
[Collection(nameof(RecordedRuns))]
public sealed class RunReadingTests(RecordedRuns recorded)
{
    [Fact]
    public async Task The_series_are_columns_of_equal_length()
    {
        var api = recorded.Api;

        var series = await api.ReadAsync($"runs/{RecordedRuns.First}/series");
        var columns = series.GetProperty("requests");

        Assert.Equal(RecordedRuns.First, series.GetProperty("run").GetString());
        Assert.Equal((0, 30, 1), (series.GetProperty("from").GetDouble(), series.GetProperty("to").GetDouble(), series.GetProperty("width").GetDouble()));
        Assert.Equal("merged", series.GetProperty("source").GetString());
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (double)i), Numbers(series.GetProperty("time")));
        Assert.All(Numbers(columns.GetProperty("succeeded")), count => Assert.Equal(9, count));
        Assert.All(Numbers(columns.GetProperty("failed")), count => Assert.Equal(1, count));
        Assert.Equal(30, columns.GetProperty("status")[2].GetArrayLength());
        Assert.All(Numbers(series.GetProperty("users").GetProperty("by_type").GetProperty("Shopper")), count => Assert.Equal(3, count));
    }

    [Fact]
    public async Task A_window_points_a_request_and_parts_narrow_the_series()
    {
        var api = recorded.Api;

        var series = await api.ReadAsync($"runs/latest/series?from=10&to=20&points=5&request_type=POST&name={Uri.EscapeDataString(RecordedRuns.Hostile)}&parts=requests");

        Assert.Equal([10, 12, 14, 16, 18], Numbers(series.GetProperty("time")));
        Assert.All(Numbers(series.GetProperty("requests").GetProperty("succeeded")), count => Assert.Equal(8, count));
        Assert.Equal(JsonValueKind.Null, series.GetProperty("users").ValueKind);
    }

    [Fact]
    public async Task The_table_has_each_request_and_all_with_their_sparklines()
    {
        var api = recorded.Api;

        var table = await api.ReadAsync($"runs/{RecordedRuns.First}/requests?sparkline=10");
        var zoomed = await api.ReadAsync($"runs/{RecordedRuns.First}/requests?from=10&to=20");

        Assert.Equal(300, table.GetProperty("total").GetProperty("count").GetInt64());
        Assert.Equal(["/", RecordedRuns.Hostile], table.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(10, table.GetProperty("rows")[0].GetProperty("sparkline").GetProperty("rps").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, table.GetProperty("total").GetProperty("current_rps").ValueKind);
        Assert.Equal((100, 10), (zoomed.GetProperty("total").GetProperty("count").GetInt64(), zoomed.GetProperty("total").GetProperty("failures").GetInt64()));
    }

    [Fact]
    public async Task The_map_counts_every_request_once()
    {
        var api = recorded.Api;

        var map = await api.ReadAsync($"runs/{RecordedRuns.First}/latency-map?points=10");

        Assert.Equal(300, map.GetProperty("counts").EnumerateArray().Sum(row => Numbers(row).Sum()));
        Assert.Equal(map.GetProperty("upper_bounds").GetArrayLength(), map.GetProperty("counts")[0].GetArrayLength());
        Assert.Equal(JsonValueKind.Null, map.GetProperty("upper_bounds").EnumerateArray().Last().ValueKind);
    }

    [Fact]
    public async Task Distribution_failures_timings_events_and_samples_are_of_the_same_requests()
    {
        var api = recorded.Api;

        var distribution = await api.ReadAsync($"runs/{RecordedRuns.First}/distribution");
        var failures = await api.ReadAsync($"runs/{RecordedRuns.First}/failures?points=3");
        var timings = await api.ReadAsync($"runs/{RecordedRuns.First}/timings");
        var events = await api.ReadAsync($"runs/{RecordedRuns.First}/events");
        var slowest = await api.ReadAsync($"runs/{RecordedRuns.First}/samples?count=3");
        var failed = await api.ReadAsync($"runs/{RecordedRuns.First}/samples?order=failed&exception=http_503&count=1");
        var log = await api.ReadAsync($"runs/{RecordedRuns.First}/log");

        Assert.Equal(270, Numbers(distribution.GetProperty("succeeded").GetProperty("counts")).Sum());
        Assert.Equal(30, failures.GetProperty("rows")[0].GetProperty("occurrences").GetInt64());
        Assert.Equal(30, Numbers(failures.GetProperty("rows")[0].GetProperty("counts")).Sum());
        Assert.Equal(RecordedRuns.Hostile, failures.GetProperty("rows")[0].GetProperty("message").GetString());
        Assert.Equal(2, timings.GetProperty("rows").GetArrayLength());
        Assert.Equal("test_start", events.GetProperty("events")[0].GetProperty("type").GetString());
        Assert.All(slowest.GetProperty("samples").EnumerateArray(), sample => Assert.Equal(49, sample.GetProperty("response_time").GetDouble()));
        Assert.Equal(RecordedRuns.Hostile, Assert.Single(failed.GetProperty("samples").EnumerateArray()).GetProperty("detail").GetString());
        Assert.Equal(0, log.GetProperty("lines").GetArrayLength());
    }

    [Fact]
    public async Task A_run_has_its_head_its_set_up_and_its_document()
    {
        var api = recorded.Api;

        var run = await api.ReadAsync("runs/r20261124");

        Assert.Equal(RecordedRuns.First, run.GetProperty("head").GetProperty("run").GetString());
        Assert.Equal(("finished", false), (run.GetProperty("phase").GetString(), run.GetProperty("is_live").GetBoolean()));
        Assert.Equal("failures", run.GetProperty("head").GetProperty("verdict").GetString());
        Assert.Equal("3", run.GetProperty("setup").GetProperty("options").GetProperty("--users").GetString());
        Assert.Equal(300, run.GetProperty("summary").GetProperty("total").GetProperty("count").GetInt64());
    }

    [Theory]
    [InlineData("", "xyz def abc", 3)]
    [InlineData("?limit=1&offset=1", "def", 3)]
    [InlineData("?test=shop&sort=-started", "abc def", 2)]
    [InlineData("?label=team%3Dshop&label=build%3D1", "abc", 1)]
    [InlineData("?q=SEARCH", "xyz", 1)]
    [InlineData("?state=stopped", "", 0)]
    [InlineData("?sort=p50&limit=2", "def abc", 3)]
    public async Task Runs_are_searched_sorted_and_paged(string query, string endings, int total)
    {
        var api = recorded.Api;

        var list = await api.ReadAsync("runs" + query);

        Assert.Equal(endings, string.Join(' ', list.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("run").GetString()![^3..])));
        Assert.Equal(total, list.GetProperty("total").GetInt32());
        Assert.Equal(["search", "shop"], list.GetProperty("tests").EnumerateArray().Select(test => test.GetString()));
    }

    [Fact]
    public async Task Runs_are_compared_and_their_figures_followed_over_time()
    {
        var api = recorded.Api;

        var compared = await api.ReadAsync($"compare?runs={RecordedRuns.First},{RecordedRuns.Second}");
        var trend = await api.ReadAsync("trend?test=shop&figure=max");

        var p50 = compared.GetProperty("total").GetProperty("differences")[0].EnumerateArray().Single(one => one.GetProperty("figure").GetString() == "p50");
        Assert.InRange(p50.GetProperty("by").GetDouble(), 9.9, 10.1);
        Assert.Equal([49, 59], trend.GetProperty("points").EnumerateArray().Select(point => Math.Round(point.GetProperty("value").GetDouble())));
    }

    [Theory]
    [InlineData("csv", "text/csv", ".csv", "time,run,request_type,name,")]
    [InlineData("jsonl", "application/jsonl", ".jsonl", """{"measurement":"cicada_runs",""")]
    [InlineData("line", "text/plain", ".lp", "cicada_runs,run=")]
    [InlineData("parquet", "application/vnd.apache.parquet", ".parquet", "PAR1")]
    public async Task A_run_is_sent_as_a_file(string format, string contentType, string ending, string beginning)
    {
        var api = recorded.Api;

        using var answer = await api.SendAsync("GET", $"runs/{RecordedRuns.First}/export?format={format}");
        var content = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(contentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(RecordedRuns.First + ending, answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition.DispositionType);
        Assert.StartsWith(beginning, content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_has_a_tag_by_which_it_is_not_sent_twice_and_is_compressed_for_who_takes_that()
    {
        var api = recorded.Api;

        using var first = await api.SendAsync("GET", $"runs/{RecordedRuns.First}/series");
        using var again = await api.SendAsync("GET", $"runs/{RecordedRuns.First}/series", null, ("If-None-Match", first.Headers.ETag!.ToString()));
        using var compressed = await api.SendAsync("GET", $"runs/{RecordedRuns.First}/series", null, ("Accept-Encoding", "gzip"));
        using var small = await api.SendAsync("GET", $"runs/{RecordedRuns.First}/log", null, ("Accept-Encoding", "gzip"));

        Assert.Equal(304, (int)again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        Assert.Equal(first.Headers.ETag, compressed.Headers.ETag);
        Assert.Empty(small.Content.Headers.ContentEncoding);
    }

    private static double[] Numbers(JsonElement column) => [.. column.EnumerateArray().Select(number => number.GetDouble())];
}
