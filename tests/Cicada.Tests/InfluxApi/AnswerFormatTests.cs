using System.Text;
using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using static Cicada.Tests.InfluxApi.ApiFixture;

namespace Cicada.Tests.InfluxApi;

/// <summary>Answers letter by letter; each expected text is what InfluxDB 1.6.7 gave for the same rows.</summary>
public sealed class AnswerFormatTests
{
    private static readonly QueryValue[][] SomeRows =
    [
        [QueryValue.OfTime(-5), QueryValue.OfFloat(123456789.123), QueryValue.Null],
        [QueryValue.OfTime(20_000_000_000), QueryValue.OfFloat(1e-9), QueryValue.OfString("a\"b\\c é\t")],
        [QueryValue.OfTime(2_000_000_000_500_000_000), QueryValue.OfInteger(3), QueryValue.OfString("<a>& \u2028\ud800")],
        [QueryValue.OfTime(7), QueryValue.OfBoolean(true), QueryValue.OfString("line\ntwo")],
    ];

    private static ResultRows Some => Rows("m", ["time", "v", "s"], SomeRows);

    [Fact]
    public async Task JSON_has_times_numbers_and_escapes_as_Go_writes_them()
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0, Some));

        var answer = await api.QueryAsync();

        Assert.Equal(
            """{"results":[{"statement_id":0,"series":[{"name":"m","columns":["time","v","s"],"values":[["1969-12-31T23:59:59.999999995Z",123456789.123,null],["1970-01-01T00:00:20Z",1e-9,"a\"b\\c é\t"],"""
            + """["2033-05-18T03:33:20.5Z",3,"\u003ca\u003e\u0026 \u2028\ufffd"],["1970-01-01T00:00:00.000000007Z",true,"line\ntwo"]]}]}]}""" + "\n",
            answer);
    }

    [Theory]
    [InlineData("h", "[[0],[0],[555555],[0]]")]
    [InlineData("s", "[[0],[20],[2000000000],[0]]")]
    [InlineData("ms", "[[0],[20000],[2000000000500],[0]]")]
    [InlineData("ns", "[[-5],[20000000000],[2000000000500000000],[7]]")]
    [InlineData("bogus", "[[-5],[20000000000],[2000000000500000000],[7]]")]
    public async Task Times_are_counted_in_the_unit_that_was_asked_for(string epoch, string values)
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0, Rows("m", ["time"], [.. SomeRows.Select(row => row[..1])])));

        var answer = await api.QueryAsync("epoch=" + epoch);

        Assert.Contains($"\"values\":{values}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Berlin", "1970-01-01T01:00:20+01:00")]
    [InlineData("America/New_York", "1969-12-31T19:00:20-05:00")]
    [InlineData("Asia/Kolkata", "1970-01-01T05:30:20+05:30")]
    [InlineData("Africa/Abidjan", "1970-01-01T00:00:20Z")]
    public async Task Times_are_shown_in_the_zone_of_the_statement(string zone, string time)
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0, Rows("m", ["time"], SomeRows[1][..1]) with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) }));

        var answer = await api.QueryAsync();

        Assert.Contains($"[[\"{time}\"]]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pretty_JSON_is_indented_by_four_blanks()
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0), Result(1, Rows(null, ["user", "admin"], [QueryValue.OfString("a"), QueryValue.OfBoolean(false)])));

        var answer = await api.QueryAsync("pretty=true");

        Assert.Equal(
            """
            {
                "results": [
                    {
                        "statement_id": 0
                    },
                    {
                        "statement_id": 1,
                        "series": [
                            {
                                "columns": [
                                    "user",
                                    "admin"
                                ],
                                "values": [
                                    [
                                        "a",
                                        false
                                    ]
                                ]
                            }
                        ]
                    }
                ]
            }

            """,
            answer);
    }

    [Fact]
    public async Task Parts_of_a_series_are_put_together_and_the_series_stays_partial()
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(
            0,
            Rows("m", ["time"], [QueryValue.OfTime(1)]) with { IsPartial = true, IsMoreToCome = true },
            Rows("m", ["time"], [QueryValue.OfTime(2)]) with { IsMoreToCome = true },
            Rows("n", ["time"], [QueryValue.OfTime(3)]) with { Tags = [new("t", "")] }));

        Assert.Equal(
            """{"results":[{"statement_id":0,"series":[{"name":"m","columns":["time"],"values":[[1],[2]],"partial":true},{"name":"n","tags":{"t":""},"columns":["time"],"values":[[3]]}]}]}""" + "\n",
            await api.QueryAsync("epoch=ns"));
    }

    [Fact]
    public async Task Asked_for_in_parts_each_part_is_a_document()
    {
        await using var api = await StartAsync();
        api.Store.Say(
            Result(
                0,
                Rows("m", ["time"], [QueryValue.OfTime(1)]) with { IsPartial = true, IsMoreToCome = true },
                Rows("m", ["time"], [QueryValue.OfTime(2)]) with { IsMoreToCome = true },
                Rows("n", ["time"], [QueryValue.OfTime(3)])),
            Result(1),
            new StatementResult(2, Failing("database not found: nodb")));

        Assert.Equal(
            """
            {"results":[{"statement_id":0,"series":[{"name":"m","columns":["time"],"values":[[1]],"partial":true}],"partial":true}]}
            {"results":[{"statement_id":0,"series":[{"name":"m","columns":["time"],"values":[[2]]}],"partial":true}]}
            {"results":[{"statement_id":0,"series":[{"name":"n","columns":["time"],"values":[[3]]}]}]}
            {"results":[{"statement_id":1}]}
            {"results":[{"statement_id":2,"error":"database not found: nodb"}]}

            """,
            await api.QueryAsync("epoch=ns&chunked=true&chunk_size=1"));
        Assert.Equal(1, api.Store.Queries[0].ChunkRows);
    }

    [Fact]
    public async Task A_statement_that_fails_has_its_error_in_place_of_the_rows_before_it()
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0, Some with { Rows = [] }), new StatementResult(1, Failing("max-select-buckets limit exceeded", Some)), Result(2));

        Assert.Equal(
            """{"results":[{"statement_id":0,"series":[{"name":"m","columns":["time","v","s"]}]},{"statement_id":1,"error":"max-select-buckets limit exceeded"}]}""" + "\n",
            await api.QueryAsync());
    }

    [Fact]
    public async Task A_statement_that_fails_late_has_its_error_behind_the_rows_that_were_sent()
    {
        await using var api = await StartAsync();
        var much = Rows("m", ["time"], [.. Enumerable.Range(0, 100_000).Select(i => new[] { QueryValue.OfTime(i) })]) with { IsPartial = true };
        api.Store.Say(new StatementResult(0, Failing("query interrupted", much)));

        var answer = await api.QueryAsync();

        Assert.EndsWith("""["1970-01-01T00:00:00.000099999Z"]],"partial":true}],"error":"query interrupted"}]}""" + "\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_stand_behind_the_series()
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0) with { Messages = ["deprecated use of 'CREATE DATABASE x' in a read only context, please use a POST request instead"] });

        Assert.Equal(
            """{"results":[{"statement_id":0,"messages":[{"level":"warning","text":"deprecated use of 'CREATE DATABASE x' in a read only context, please use a POST request instead"}]}]}""" + "\n",
            await api.QueryAsync());
    }

    [Fact]
    public async Task A_query_without_statements_has_no_results()
    {
        await using var api = await StartAsync();

        Assert.Equal("{}\n", await api.QueryAsync());
    }

    [Fact]
    public async Task Rows_beyond_the_limit_are_left_out_and_the_answer_says_so()
    {
        await using var api = await StartAsync(new InfluxApiOptions { MostRows = 2 });
        api.Store.Say(Result(0, Rows("m", ["time"], [.. SomeRows.Select(row => row[..1])])));

        Assert.Equal(
            """{"results":[{"statement_id":0,"series":[{"name":"m","columns":["time"],"values":[[-5],[20000000000]],"partial":true}]}]}""" + "\n", await api.QueryAsync("epoch=ns"));
    }

    [Fact]
    public async Task CSV_has_a_header_for_each_shape_and_an_empty_line_between_statements()
    {
        await using var api = await StartAsync();
        api.Store.Say(
            Result(0, Some, Rows("m", ["time", "v", "s"], SomeRows[0]) with { Tags = [new("t", "a"), new("u", "x,y z"), new("w", "")] }),
            Result(1),
            Result(2, Rows("databases", ["name"], [QueryValue.OfString("d")])));

        Assert.Equal(
            "name,tags,time,v,s\n"
            + "m,,-5,123456789.123,\n"
            + "m,,20000000000,0.000000001,\"a\"\"b\\c é\t\"\n"
            + "m,,2000000000500000000,3,<a>& \u2028\ufffd\n"
            + "m,,7,true,\"line\ntwo\"\n"
            + "m,\"t=a,u=x\\,y\\ z\",-5,123456789.123,\n"
            + "\nname,tags,name\ndatabases,,d\n",
            await api.QueryAsync(accept: "text/csv"));
    }

    [Fact]
    public async Task CSV_says_what_failed()
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0, Rows("m", ["time"], SomeRows[0][..1])), new StatementResult(1, Failing("database not found: \"x\"")));

        Assert.Equal("name,tags,time\nm,,-5\n\nerror\n\"database not found: \"\"x\"\"\"\n", await api.QueryAsync(accept: "application/csv"));
    }

    [Fact]
    public async Task MessagePack_has_the_same_maps_with_times_of_twelve_bytes()
    {
        await using var api = await StartAsync();
        api.Store.Say(
            Result(0, Rows("m", ["time", "v"], SomeRows[0][..2], SomeRows[2][..2]) with { Tags = [new("t", "a")] }), new StatementResult(1, Failing("no", Some)));

        using var answer = await api.SendAsync("GET", "/query?q=x", null, ("Accept", "application/x-msgpack"));
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("application/x-msgpack", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            [
                0x81, .. Text("results"), 0xdd, 0, 0, 0, 2,
                0x82, .. Text("statement_id"), 0, .. Text("series"), 0xdd, 0, 0, 0, 1,
                0x84, .. Text("name"), .. Text("m"), .. Text("tags"), 0x81, .. Text("t"), .. Text("a"), .. Text("columns"), 0x92, .. Text("time"), .. Text("v"),
                .. Text("values"), 0xdd, 0, 0, 0, 2,
                0x92, 0xc7, 12, 5, 255, 255, 255, 255, 255, 255, 255, 255, 0x3b, 0x9a, 0xc9, 0xfb, 0xcb, 0x41, 0x9d, 0x6f, 0x34, 0x54, 0x7d, 0xf3, 0xb6,
                0x92, 0xc7, 12, 5, 0, 0, 0, 0, 0x77, 0x35, 0x94, 0, 0x1d, 0xcd, 0x65, 0, 3,
                0x81, .. Text("error"), .. Text("no"),
            ],
            bytes);
    }

    [Fact]
    public async Task MessagePack_in_parts_has_a_document_for_each()
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0, Rows("m", ["time"], [QueryValue.OfTime(1)]) with { IsPartial = true, IsMoreToCome = true }, Rows("m", ["time"], [QueryValue.OfTime(2)])));

        using var answer = await api.SendAsync("GET", "/query?q=x&epoch=ns&chunked=true", null, ("Accept", "application/x-msgpack"));
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                0x81, .. Text("results"), 0x91, 0x83, .. Text("statement_id"), 0, .. Text("series"), 0x91,
                0x84, .. Text("name"), .. Text("m"), .. Text("columns"), 0x91, .. Text("time"), .. Text("values"), 0x91, 0x91, 1, .. Text("partial"), 0xc3, .. Text("partial"), 0xc3,
                0x81, .. Text("results"), 0x91, 0x82, .. Text("statement_id"), 0, .. Text("series"), 0x91,
                0x83, .. Text("name"), .. Text("m"), .. Text("columns"), 0x91, .. Text("time"), .. Text("values"), 0x91, 0x91, 2,
            ],
            bytes);
    }

    [Fact]
    public async Task A_large_answer_in_MessagePack_is_held_in_a_file_and_arrives_whole()
    {
        await using var api = await StartAsync();
        var text = QueryValue.OfString(new string('x', 1000));
        var part = Rows("m", ["s"], [.. Enumerable.Range(0, 1000).Select(_ => new[] { text })]);
        api.Store.Say(new StatementResult(0, Enumerable.Repeat(part, 20)), Result(1, Rows("n", ["s"], [text])));

        using var answer = await api.SendAsync("GET", "/query?q=x", null, ("Accept", "application/x-msgpack"));
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal([0x81, .. Text("results"), 0xdd, 0, 0, 0, 2], bytes[..14]);
        Assert.InRange(bytes.Length, 20_000_000, 20_200_000);
        byte[] values = [.. Text("values"), 0xdd, 0, 0, 0x4e, 0x20];
        Assert.True(bytes.AsSpan().IndexOf(values) > 0);
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html", "application/json")]
    [InlineData("text/*", "text/csv")]
    [InlineData("text/csv;q=0.5, application/json", "application/json")]
    [InlineData("application/json;q=0.1,text/csv;q=0.9", "text/csv")]
    [InlineData("application/csv, application/json", "text/csv")]
    [InlineData("foo/bar, application/x-msgpack;q=0.1", "application/x-msgpack")]
    public async Task The_format_is_the_one_that_is_accepted_best(string? accept, string type)
    {
        await using var api = await StartAsync();

        using var answer = accept is null ? await api.SendAsync("GET", "/query?q=x") : await api.SendAsync("GET", "/query?q=x", null, ("Accept", accept));

        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
    }

    private static IEnumerable<ResultRows> Failing(string error, params ResultRows[] before)
    {
        foreach (var rows in before)
        {
            yield return rows;
        }

        throw new QueryFailedException(error);
    }

    private static byte[] Text(string text) => [(byte)(0xa0 + text.Length), .. Encoding.ASCII.GetBytes(text)];
}
