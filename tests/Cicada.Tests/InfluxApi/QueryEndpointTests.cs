using System.IO.Compression;
using System.Net;
using System.Text;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;
using static Cicada.Tests.InfluxApi.ApiFixture;

namespace Cicada.Tests.InfluxApi;

public sealed class QueryEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parameters_are_taken_from_the_form_before_the_address()
    {
        await using var api = await StartAsync();

        await api.SayAsync("POST", "/query?db=one&rp=week&chunked=true&chunk_size=7", "db=two&q=SELECT+v&params=" + Uri.EscapeDataString("""{"a": 1, "b": {"regex": "x"}}"""));

        var query = Assert.Single(api.Store.Queries);
        Assert.Equal(("SELECT v", "two", "week", 7, false), (query.Text, query.Database, query.RetentionPolicy, query.ChunkRows, query.IsFromGet));
        Assert.Equal(new QueryParameter(QueryTokenKind.Integer, "1"), query.Parameters["a"]);
        Assert.Equal(new QueryParameter(QueryTokenKind.Regex, "x"), query.Parameters["b"]);
    }

    [Fact]
    public async Task A_query_may_come_as_a_file()
    {
        await using var api = await StartAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent("SHOW DATABASES\n"u8.ToArray()), "q", "queries.txt" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/query?db=d") { Content = form };

        using var answer = await api.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("SHOW DATABASES", "d"), (api.Store.Queries[0].Text, api.Store.Queries[0].Database));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=%20")]
    [InlineData("?db=d")]
    public async Task A_query_must_be_there(string parameters)
    {
        await using var api = await StartAsync();

        Assert.Equal("""400 {"error":"missing required parameter \"q\""}""", await api.SayAsync("GET", "/query" + parameters));
        Assert.Empty(api.Store.Queries);
    }

    [Fact]
    public async Task What_is_no_query_is_answered_with_the_reason_in_the_format_asked_for()
    {
        await using var api = await StartAsync();
        api.Store.Answer = (_, _) => throw new QuerySyntaxException("found selct, expected \"é\"\nat line 1, char 1");

        using var json = await api.SendAsync("GET", "/query?q=selct");
        var csv = await api.SayAsync("GET", "/query?q=selct", null, ("Accept", "text/csv"));

        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        Assert.Equal("""{"error":"error parsing query: found selct, expected \"é\"\nat line 1, char 1"}""" + "\n", await json.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("application/json", json.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("error parsing query: found selct, expected", json.Headers.GetValues("X-Influxdb-Error").Single(), StringComparison.Ordinal);
        Assert.Equal("400 error\n\"error parsing query: found selct, expected \"\"é\"\"\nat line 1, char 1\"", csv);
    }

    [Fact]
    public async Task What_may_not_be_is_403()
    {
        await using var api = await StartAsync();
        api.Store.Answer = (_, _) => throw new QueryForbiddenException("rd not authorized to execute statement 'SHOW USERS', requires admin privilege");

        Assert.Equal(
            """403 {"error":"error authorizing query: rd not authorized to execute statement 'SHOW USERS', requires admin privilege"}""", await api.SayAsync("GET", "/query?q=SHOW+USERS"));
    }

    [Theory]
    [InlineData("[]", "error parsing query parameters: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("{\"a\":", "error parsing query parameters: unexpected EOF")]
    public async Task Parameters_that_are_none_are_400(string parameters, string error)
    {
        await using var api = await StartAsync();

        Assert.Equal($$"""400 {"error":"{{error}}"}""", await api.SayAsync("GET", "/query?q=x&params=" + Uri.EscapeDataString(parameters)));
    }

    [Theory]
    [InlineData("GET", "/nix", 404, "404 page not found\n")]
    [InlineData("GET", "/query/", 404, "404 page not found\n")]
    [InlineData("GET", "/", 404, "404 page not found\n")]
    [InlineData("PUT", "/query", 405, "Method Not Allowed\n")]
    [InlineData("DELETE", "/query", 405, "Method Not Allowed\n")]
    [InlineData("GET", "/write", 405, "Method Not Allowed\n")]
    [InlineData("POST", "/ping", 405, "Method Not Allowed\n")]
    [InlineData("HEAD", "/query", 405, "")]
    [InlineData("OPTIONS", "/query", 200, "")]
    [InlineData("OPTIONS", "/write", 200, "")]
    [InlineData("GET", "/ping", 204, "")]
    [InlineData("HEAD", "/ping", 204, "")]
    [InlineData("GET", "/status", 204, "")]
    [InlineData("GET", "/ping?verbose=true", 200, "{\"version\":\"1.8.10\"}\n")]
    [InlineData("GET", "/health", 200, "{\"checks\":[],\"message\":\"ready for queries and writes\",\"name\":\"influxdb\",\"status\":\"pass\",\"version\":\"1.8.10\"}\n")]
    public async Task Paths_and_methods_are_those_of_InfluxDB(string method, string path, int status, string body)
    {
        await using var api = await StartAsync();

        using var answer = await api.SendAsync(method, path);

        Assert.Equal((status, body), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task Every_answer_says_who_gives_it_and_to_which_request()
    {
        await using var api = await StartAsync();

        using var one = await api.SendAsync("GET", "/ping", null, ("X-Request-Id", "abc"));
        using var other = await api.SendAsync("GET", "/query?q=x");

        Assert.Equal("abc", one.Headers.GetValues("Request-Id").Single());
        Assert.Equal("abc", one.Headers.GetValues("X-Request-Id").Single());
        Assert.Equal("application/json", one.Content.Headers.ContentType!.ToString());
        Assert.True(Guid.TryParse(other.Headers.GetValues("Request-Id").Single(), out _));
        Assert.Equal("1.8.10", other.Headers.GetValues("X-Influxdb-Version").Single());
        Assert.Equal("OSS", other.Headers.GetValues("X-Influxdb-Build").Single());
        Assert.True(other.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task Answers_are_compressed_where_that_is_understood()
    {
        await using var api = await StartAsync();
        api.Store.Say(Result(0));

        using var answer = await api.SendAsync("GET", "/query?q=x", null, ("Accept-Encoding", "deflate, gzip"));
        await using var plain = new GZipStream(await answer.Content.ReadAsStreamAsync(Cancellation), CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);

        Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
        Assert.Equal("{\"results\":[{\"statement_id\":0}]}\n", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task A_query_ends_when_nobody_waits_for_it()
    {
        await using var api = await StartAsync();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        api.Store.Answer = (_, gone) => [new StatementResult(0, Endless(ended, gone))];
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/query?q=x&chunked=true");

        using (var answer = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token))
        {
            await using var body = await answer.Content.ReadAsStreamAsync(leaving.Token);
            await body.ReadExactlyAsync(new byte[1000], leaving.Token);
        }

        await ended.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_query_nobody_waits_for_from_the_start_is_answered_at_once_and_carried_out()
    {
        await using var api = await StartAsync();
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        api.Store.Answer = (_, _) => [new StatementResult(0, Noting(ran))];

        Assert.Equal("204", await api.SayAsync("POST", "/query?async=true", "q=x"));

        await ran.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_an_error_of_the_statement()
    {
        await using var api = await StartAsync();
        api.Store.Answer = (_, _) => [new StatementResult(0, Throwing())];

        Assert.Equal("""200 {"results":[{"statement_id":0,"error":"Cicada cannot answer this query: oh"}]}""", await api.SayAsync("GET", "/query?q=x"));
    }

    [Fact]
    public async Task So_is_one_between_two_statements()
    {
        await using var api = await StartAsync();
        api.Store.Answer = (_, _) => BeforeTheSecond();

        Assert.Equal(
            """200 {"results":[{"statement_id":0},{"statement_id":1,"error":"Cicada cannot answer this query: oh"}]}""", await api.SayAsync("GET", "/query?q=x"));
    }

    private static IEnumerable<StatementResult> BeforeTheSecond()
    {
        yield return new StatementResult(0, []);
        throw new InvalidOperationException("oh");
    }

    private static IEnumerable<ResultRows> Endless(TaskCompletionSource ended, CancellationToken gone)
    {
        try
        {
            while (true)
            {
                gone.ThrowIfCancellationRequested();
                yield return Rows("m", ["s"], [QueryValue.OfString(new string('x', 1000))]) with { IsPartial = true };
            }
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    private static IEnumerable<ResultRows> Noting(TaskCompletionSource ran)
    {
        ran.TrySetResult();
        yield break;
    }

    private static IEnumerable<ResultRows> Throwing()
    {
        yield return Rows("m", ["s"]);
        throw new InvalidOperationException("oh");
    }
}
