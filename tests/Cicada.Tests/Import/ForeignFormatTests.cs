using System.IO.Compression;
using System.Text;
using Cicada.Import;

namespace Cicada.Tests.Import;

public sealed class ForeignFormatTests : IDisposable
{
    private readonly ImportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_JMeter_file_becomes_a_run_like_any_other()
    {
        var result = _fixture.Import(ImportFixture.Sample("jmeter.csv"));

        Assert.Equal(ImportFormat.JMeter, result.Format);
        Assert.Equal(0, result.Report.BadCount);
        Assert.Equal(1, result.Report.Skipped[JMeterCsvSource.Transactions]);
        var run = Assert.Single(result.Runs);
        Assert.Matches("^r20261125-120000-[2-9b-z]{3}$", run.Id);
        var summary = _fixture.Summary();
        Assert.Equal((run.Id, "jmeter", RunState.Finished, 1, 3), (summary.Run, summary.Test, summary.State, summary.ExitCode, summary.Users));
        Assert.Equal("imported from jmeter.csv", summary.Note);
        Assert.Equal((6, 3), (summary.Total.Count, summary.Total.Failures));
        Assert.Equal((6, 6), (summary.Recording.Recorded, summary.Recording.Stored));
        Assert.Equal("2026-11-25 12:00:00.000", summary.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", null));
        Assert.Equal(
            ["HTTP Checkout 1", "SAMPLER Compute 1", "HTTP Home 3", "HTTP Search, all 1"],
            summary.Requests.OrderBy(request => request.Name).Select(request => $"{request.RequestType} {request.Name} {request.Count}"));
        Assert.Equal(
            [
                "Checkout failed Test failed: text expected\nto contain \"paid\"",
                "Home ConnectException Non HTTP response message: Connection refused",
                "Search, all status_404 Not Found",
            ],
            summary.Failures.OrderBy(failure => failure.Name).Select(failure => $"{failure.Name} {failure.Exception} {failure.Message}"));
    }

    [Fact]
    public void JMeters_times_stamps_are_starts_and_equal_ones_stay_apart()
    {
        _fixture.Import(ImportFixture.Sample("jmeter.csv"));

        Assert.Equal(
            [
                "1795608000080000000|80|70||Buyers|200|1500",
                "1795608000120000000|120|100|12|Buyers|200|1500",
                "1795608000230000000|30|25||Buyers|404|300",
                "1795608002200000000|2000|1990||Sellers|200|900",
                "1795608003021000000|21||21|Buyers||0",
                "1795608003105000000|5|||Buyers||0",
            ],
            _fixture.Sql("SELECT epoch_ns(time), response_time, first_byte_time, connect_time, user_class, status_code, response_length FROM cicada_requests ORDER BY time"));
    }

    [Fact]
    public void Columns_may_stand_in_any_order_with_another_delimiter_and_most_may_be_missing()
    {
        _fixture.ImportText("label;elapsed;timeStamp;success\nHome;12;1795608000000;true\n\"a;b\";13;1795608000001;false\n", name: "few.jtl");

        Assert.Equal(
            ["a;b|failed|13|imported", "Home|None|12|imported"],
            _fixture.Sql("SELECT name, exception, response_time, user_class FROM cicada_requests ORDER BY lower(name)"));
    }

    [Fact]
    public void A_JMeter_file_without_a_header_is_read_when_it_is_said_to_be_one()
    {
        var lines = File.ReadAllText(ImportFixture.Sample("jmeter.csv"));

        var result = _fixture.ImportText(lines[(lines.IndexOf('\n', StringComparison.Ordinal) + 1)..], new ImportChoice { Format = ImportFormat.JMeter });

        Assert.Equal(0, result.Report.BadCount);
        Assert.Equal(6, _fixture.Summary().Total.Count);
    }

    [Fact]
    public void JMeters_XML_tells_requests_from_transactions_and_from_their_parts()
    {
        var result = _fixture.Import(ImportFixture.Sample("jmeter.xml"));

        Assert.Equal(0, result.Report.BadCount);
        Assert.Equal([1, 1], result.Report.Skipped.Values);
        Assert.Equal(
            [
                "GET|Home|true|None|120||Buyers|1500",
                "POST|Checkout|false|failed|2000|Test failed: text expected to contain \"paid\"|Buyers|900",
                "SAMPLER|Compute|true|None|5||Sellers|0",
            ],
            _fixture.Sql("SELECT request_type, name, success, exception, response_time, detail, user_class, response_length FROM cicada_requests ORDER BY time"));
        Assert.Equal(3, _fixture.Summary().Users);
    }

    [Fact]
    public void A_k6_file_becomes_requests_put_together_from_their_metrics()
    {
        var result = _fixture.Import(ImportFixture.Sample("k6.json"), new ImportChoice { Test = "shop", Note = "old", Labels = new Dictionary<string, string> { ["tool"] = "k6" } });

        Assert.Equal(ImportFormat.K6, result.Format);
        Assert.Equal(0, result.Report.BadCount);
        Assert.Equal(
            ["points of the metric 'checks' 1", "points of the metric 'data_received' 1", "points of the metric 'iterations' 1"],
            result.Report.Skipped.Select(pair => $"{pair.Key} {pair.Value}"));
        Assert.Equal(
            [
                "1795608000512345678|GET|https://shop.test/|true|None|120.25|10.5|20.25|119.55|200||buyers",
                "1795608000612345678|GET|https://shop.test/|true|None|80.5|||80.4|200||buyers",
                "1795608000612345679|GET|https://shop.test/|true|None|70.5|||70.4|200||buyers",
                "1795608001100000001|GET|/cart|false|status_503|33.125|||33.025|503|error_code 1503|buyers",
                "1795608002200000000|GET|/cart|false|error_code_1212|0|||0||dial: connection refused|sellers",
            ],
            _fixture.Sql(
                """
                SELECT epoch_ns(time), request_type, name, success, exception, response_time, connect_time, tls_time, first_byte_time, status_code, detail, user_class
                FROM cicada_requests ORDER BY time
                """));
        var summary = _fixture.Summary();
        Assert.Equal(("shop", "old", "k6", 3), (summary.Test, summary.Note, summary.Labels["tool"], summary.Users));
        Assert.Equal((5, 2), (summary.Total.Count, summary.Total.Failures));
    }

    [Fact]
    public void A_Locust_history_becomes_statistics_of_each_second_and_figures()
    {
        var result = _fixture.Import(ImportFixture.Sample("full_stats_history.csv"));

        Assert.Equal(ImportFormat.Locust, result.Format);
        Assert.Equal(0, result.Report.BadCount);
        var summary = _fixture.Summary();
        Assert.Equal(("full", RunState.Finished, 3), (summary.Test, summary.State, summary.Users));
        Assert.Equal((539, 109, 2.0, 18.002999000145792), (summary.Total.Count, summary.Total.Failures, summary.Total.P50, summary.Total.Max));
        Assert.Equal(20, (summary.Ended!.Value - summary.Started).TotalSeconds);
        Assert.Equal(
            ["GET / 306 0", "GET /item?id=[id], \"x\" 124 0", "GET /missing 109 109"],
            summary.Requests.Select(request => $"{request.RequestType} {request.Name} {request.Count} {request.Failures}"));

        // The differences of the rows add up to their ends again.
        Assert.Equal(
            ["(all)|false|109", "(all)|true|430", "/|true|306", "/item?id=[id], \"x\"|true|124", "/missing|false|109"],
            _fixture.Sql("SELECT name, success, sum(count)::BIGINT FROM cicada_request_stats GROUP BY ALL ORDER BY 1, 2"));
        Assert.Equal(["3|20"], _fixture.Sql("SELECT max(count), max(elapsed) FROM cicada_users"));
        Assert.Equal(["4"], _fixture.Sql("SELECT count(*) FROM cicada_run_summary"));
    }

    [Fact]
    public void Of_a_Locust_history_without_names_all_requests_together_are_there()
    {
        _fixture.Import(ImportFixture.Sample("plain_stats_history.csv"));

        var summary = _fixture.Summary();
        Assert.Empty(summary.Requests);
        Assert.Equal((374, 72), (summary.Total.Count, summary.Total.Failures));
    }

    [Fact]
    public void Statistics_begun_anew_and_columns_of_other_versions_are_met()
    {
        const string Text =
            """
            "Timestamp","User Count","Type","Name","Requests/s","Failures/s","50%","95%","100%","Total Request Count","Total Failure Count","Total Average Response Time"
            "1795608000","1","","Aggregated","0","0","N/A","N/A","N/A","0","0","0"
            "1795608001","5","","Aggregated","10","0","10","20","30","10","1","12"
            "1795608002","5","","Aggregated","10","0","10","20","30","10","1","12"
            "1795608003","5","","Aggregated","10","0","11","21","31","4","0","10"
            """;

        var result = _fixture.ImportText(Text);

        Assert.Contains(result.Report.Warnings, warning => warning.Contains("--reset-stats", StringComparison.Ordinal));
        Assert.Equal(
            ["1795608001|true|9|20|30|30", "1795608001|false|1|20|30|30", "1795608003|true|4|21|31|31"],
            _fixture.Sql("SELECT epoch(time)::BIGINT, success, count, p95, p99, max FROM cicada_request_stats ORDER BY time, success DESC"));
    }

    [Theory]
    [InlineData("jmeter.csv")]
    [InlineData("jmeter.xml")]
    [InlineData("k6.json")]
    [InlineData("full_stats_history.csv")]
    public void The_same_file_is_the_same_run_and_adds_nothing_the_second_time(string name)
    {
        var first = _fixture.Import(ImportFixture.Sample(name));
        var before = _fixture.Points();

        var packed = _fixture.PathOf(name + ".gz");
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            gzip.Write(File.ReadAllBytes(ImportFixture.Sample(name)));
        }

        var second = _fixture.Import(packed, new ImportChoice { Note = $"imported from {name}" });

        Assert.Equal(first.Runs[0].Id, second.Runs[0].Id);
        Assert.False(first.Runs[0].WasThere);
        Assert.True(second.Runs[0].WasThere);
        Assert.Equal(before, _fixture.Points());
    }

    [Fact]
    public void Utf_16_as_Windows_writes_it_is_read()
    {
        var text = File.ReadAllText(ImportFixture.Sample("jmeter.csv")).Replace("Home", "Übersicht", StringComparison.Ordinal);

        _fixture.ImportBytes([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);

        Assert.Equal(["3"], _fixture.Sql("SELECT count(*) FROM cicada_requests WHERE name = 'Übersicht'"));
    }

    [Fact]
    public void Names_and_error_classes_are_bounded_and_the_summary_says_so()
    {
        var text = new StringBuilder("timeStamp,elapsed,label,responseCode,success\n");
        for (var i = 0; i < 1_200; i++)
        {
            text.Append(null, $"{1795608000000 + i},5,/item/{i},Non HTTP response code: com.example.E{i},false\n");
        }

        _fixture.ImportText(text.ToString());

        var summary = _fixture.Summary();
        Assert.Equal(1_200, summary.Total.Count);
        Assert.Equal(1_001, summary.Requests.Count);
        Assert.Equal(200, summary.Requests.Single(request => request.Name == "__other__").Count);
        Assert.Equal(2, summary.Warnings.Count);
        Assert.Equal(["201"], _fixture.Sql("SELECT count(DISTINCT exception) FROM cicada_requests"));
    }

    [Fact]
    public void Statistics_of_each_second_are_made_of_the_requests()
    {
        _fixture.Import(ImportFixture.Sample("jmeter.csv"));

        Assert.Equal(
            [
                "(all)|true|1|2|3000|80|120", "(all)|false|1|1|300|30|30", "(all)|false|3|1|900|2000|2000", "(all)|true|3.105001|1|0|5|5",
                "(all)|false|3.105001|1|0|21|21",
            ],
            _fixture.Sql("SELECT name, success, elapsed, count, bytes, min, max FROM cicada_request_stats WHERE name = '(all)' ORDER BY time, success DESC"));
        Assert.Equal(["3"], _fixture.Sql("SELECT sum(occurrences)::BIGINT FROM cicada_failures"));
        Assert.Equal(["5"], _fixture.Sql("SELECT count(*) FROM cicada_run_summary"));
    }
}
