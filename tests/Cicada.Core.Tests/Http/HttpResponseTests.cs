using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cicada.TestSupport;

namespace Cicada.Tests.Http;

/// <summary>What comes back, and what is made of it.</summary>
/// <param name="runs">Of which client.</param>
public abstract class HttpResponseTests(HttpRuns runs)
{
    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(599)]
    public async Task A_status_from_400_fails(int status)
    {
        var run = await Answered($"HTTP/1.1 {status} Hm\r\nContent-Length: 4\r\n\r\noops", response =>
        {
            Assert.True(response.Failed);
            Assert.Equal("oops", response.Text);
            Assert.Equal(status, response.StatusCode);
        });

        Assert.Equal(($"status_{status}", status, 4), (run.Sample.Error, run.Sample.StatusCode, run.Sample.ResponseLength));
        Assert.Contains($"{status}", run.Sample.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(304)]
    [InlineData(399)]
    public async Task A_status_below_400_passes(int status)
    {
        var run = await Answered($"HTTP/1.1 {status} Hm\r\nContent-Length: 0\r\n\r\n", response => Assert.False(response.Failed));

        Assert.True(run.Sample.Succeeded);
        Assert.Equal((status, null), (run.Sample.StatusCode, run.Sample.Detail));
    }

    [Fact]
    public async Task Pass_makes_any_status_a_success()
    {
        var run = await Answered("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", response => response.Pass());

        Assert.Equal((null, 404), (run.Sample.Error, run.Sample.StatusCode));
    }

    [Fact]
    public async Task Fail_makes_any_answer_a_failure_and_keeps_the_text()
    {
        var run = await Answered("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", response => response.Fail("id 4711 is missing"));

        Assert.Equal(("failed", "id 4711 is missing", 200), (run.Sample.Error, run.Sample.Detail, run.Sample.StatusCode));
    }

    [Fact]
    public async Task A_verdict_can_change_until_the_response_is_disposed()
    {
        await using var server = new CountingServer();

        var run = await runs.Of(server.Address.ToString(), async user =>
        {
            var response = await user.Client.GetAsync("/");
            response.Fail("first");
            response.Pass();
            response.Name = "/renamed";
            response.Dispose();
            Assert.Throws<InvalidOperationException>(() => response.Fail("too late"));
        });

        Assert.True(run.Sample.Succeeded);
        Assert.Equal("/renamed", run.Sample.Key.Name);
    }

    [Theory]
    [InlineData("HEAD", "200 OK\r\nContent-Length: 5000000000")]
    [InlineData("GET", "204 No Content")]
    [InlineData("GET", "304 Not Modified\r\nContent-Length: 50")]
    [InlineData("GET", "200 OK\r\nContent-Length: 0")]
    public async Task An_answer_without_a_body_is_empty_and_keeps_the_connection(string method, string answer)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 {answer}\r\n\r\n");

        var run = await runs.Of(server.Address, async user =>
        {
            for (var i = 0; i < 2; i++)
            {
                using var response = await user.Client.SendAsync(new HttpMethod(method), "/");
                Assert.False(response.Failed, response.FailureText);
                Assert.Equal("", response.Text);
            }
        });

        Assert.All(run.Samples, sample => Assert.Equal(0, sample.ResponseLength));
        Assert.Equal(1, server.Accepted);
    }

    [Theory]
    [InlineData("Content-Length: 11\r\n\r\nhello world")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")]
    [InlineData("Connection: close\r\n\r\nhello world")]
    public async Task A_body_is_read_whatever_says_where_it_ends(string rest)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\n{rest}");
        });

        var run = await runs.Of(server.Address, async user =>
        {
            using var response = await user.Client.GetAsync("/");
            Assert.Equal("hello world", response.Text);
            Assert.Equal(11, response.Body.Length);
        });

        Assert.Equal((null, 11), (run.Sample.Error, run.Sample.ResponseLength));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_large_body_arrives_whole(bool declared)
    {
        var body = new byte[3_000_001];
        new Random(1).NextBytes(body);
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(declared ? $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n" : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            await connection.WriteAsync(body);
        });

        var run = await runs.Of(server.Address, async user =>
        {
            using var response = await user.Client.GetAsync("/");
            Assert.True(response.Body.Span.SequenceEqual(body));
        });

        Assert.Equal(body.Length, run.Sample.ResponseLength);
    }

    [Fact]
    public async Task Bodies_that_are_not_kept_are_counted()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world");

        var run = await runs.Of(
            server.Address,
            async user =>
            {
                for (var i = 0; i < 2; i++)
                {
                    using var response = await user.Client.GetAsync("/");
                    Assert.Equal("", response.Text);
                    Assert.Equal(11, response.ResponseLength);
                }
            },
            new HttpOptions { KeepBodies = false, MaximumBodyBytes = 5 });

        Assert.All(run.Samples, sample => Assert.Equal((null, 11), (sample.Error, sample.ResponseLength)));
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task A_body_of_just_the_maximum_is_kept()
    {
        var run = await Answered("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", response => Assert.Equal("hello", response.Text), new HttpOptions { MaximumBodyBytes = 5 });

        Assert.True(run.Sample.Succeeded);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_body_is_decompressed(string encoding)
    {
        var text = string.Concat(Enumerable.Repeat("hello world ", 1000));
        await using var server = new RawServer(async connection =>
        {
            for (var compressed = Compress(text, encoding); await connection.ReadRequestAsync() is not null;)
            {
                await connection.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {compressed.Length}\r\n\r\n");
                await connection.WriteAsync(compressed);
            }
        });

        var run = await runs.Of(server.Address, async user =>
        {
            for (var i = 0; i < 2; i++)
            {
                using var response = await user.Client.GetAsync("/");
                Assert.Equal(text, response.Text);
            }
        });

        Assert.All(run.Samples, sample => Assert.Equal((null, text.Length), (sample.Error, sample.ResponseLength)));
        Assert.Equal(1, server.Accepted);
    }

    [Theory]
    [InlineData("text/plain", "5a6fc3ab", "Zoë")]
    [InlineData("text/plain; charset=utf-8", "5a6fc3ab", "Zoë")]
    [InlineData("text/plain; charset=\"UTF-8\"", "efbbbf5a6fc3ab", "Zoë")]
    [InlineData("text/plain; charset=iso-8859-1", "5a6feb", "Zoë")]
    [InlineData("text/plain; charset=windows-1252", "80", "€")]
    [InlineData("text/plain; charset=shift_jis", "93fa", "日")]
    [InlineData("text/plain; charset=utf-16", "fffe5a00", "Z")]
    [InlineData("text/plain; charset=no-such", "5a6fc3ab", "Zoë")]
    public async Task Text_is_read_in_its_charset(string type, string hex, string text)
    {
        var body = Convert.FromHexString(hex);

        await Answered(Encoding.Latin1.GetString([.. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]), response =>
            Assert.Equal(text, response.Text));
    }

    [Fact]
    public async Task Headers_are_found_in_any_case_and_joined()
    {
        await Answered("HTTP/1.1 200 OK\r\nX-A: 1\r\nX-A: 2\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", response =>
        {
            Assert.Equal("1, 2", response.Header("x-a"));
            Assert.Equal("text/html", response.Header("content-type"));
            Assert.Null(response.Header("X-B"));
            Assert.Equal(3, response.Headers.Count());
        });
    }

    [Theory]
    [InlineData("{\"Id\": 5}")]
    [InlineData("{\"id\": 5}")]
    [InlineData("\u00EF\u00BB\u00BF{\"id\": 5}")]
    public async Task Json_is_read_with_names_in_any_case(string body)
    {
        await Answered($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}", response => Assert.Equal(5, response.Json<Item>().Id));
    }

    [Fact]
    public async Task Json_can_be_read_as_elements_and_by_a_generated_context()
    {
        await Answered("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"Id\":5}", response =>
        {
            Assert.Equal(5, response.Json<JsonElement>().GetProperty("Id").GetInt32());
            Assert.Equal(5, response.Json(ItemContext.Default.Item).Id);
        });
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("")]
    public async Task What_is_no_such_JSON_fails_as_JsonException(string body)
    {
        var run = await Answered($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}", response =>
        {
            Assert.Throws<JsonException>(() => response.Json<Item>());
            Assert.True(response.Failed);
        });

        Assert.Equal("JsonException", run.Sample.Error);
        Assert.NotEmpty(run.Sample.Detail!);
    }

    [Fact]
    public async Task A_failure_keeps_its_class_when_its_body_is_no_JSON()
    {
        var run = await Answered("HTTP/1.1 500 Hm\r\nContent-Length: 6\r\n\r\n<html>", response => Assert.Throws<JsonException>(() => response.Json<Item>()));

        Assert.Equal("status_500", run.Sample.Error);
    }

    private async Task<HttpRun> Answered(string answer, Action<Response> check, HttpOptions? http = null)
    {
        await using var server = RawServer.Answering(answer);
        return await runs.Of(
            server.Address,
            async user =>
            {
                using var response = await user.Client.GetAsync("/");
                check(response);
            },
            http);
    }

    private static byte[] Compress(string text, string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }
}
