using System.IO.Compression;
using System.Net;
using System.Text;
using Cicada.TestSupport;

namespace Cicada.Tests.SupportTests;

public sealed class ScriptedInfluxTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_kept_as_it_came_and_what_was_compressed_can_be_read()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        using var client = new HttpClient { BaseAddress = server.Address };
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("m v=1 1\nm v=2 2\n"), Cancellation);
        }

        using var content = new ByteArrayContent(zipped.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v2/write?org=o&bucket=a%20b&precision=ns") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Token t");
        using var answer = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(["v2.7.12"], answer.Headers.GetValues("X-Influxdb-Version"));
        var write = Assert.Single(server.Writes);
        Assert.Equal(("POST", "/api/v2/write", "a b", "Token t", 1), (write.Method, write.Path, write.Query["bucket"], write.Headers["Authorization"], write.Ordinal));
        Assert.Equal(["m v=1 1", "m v=2 2"], write.Lines);
    }

    [Theory]
    [InlineData(InfluxDialect.V1, 204, """"status":"pass"""", 200)]
    [InlineData(InfluxDialect.V2, 204, """"version":"v2.7.12"""", 404)]
    [InlineData(InfluxDialect.V3, 200, "OK", 404)]
    public async Task Each_dialect_says_who_it_is(InfluxDialect dialect, int ping, string health, int query)
    {
        await using var server = await ScriptedInflux.StartAsync(dialect);
        using var client = new HttpClient { BaseAddress = server.Address };

        using var pinged = await client.GetAsync(new Uri("ping", UriKind.Relative), Cancellation);
        using var asked = await client.PostAsync(new Uri("query?q=CREATE+DATABASE+x", UriKind.Relative), null, Cancellation);

        Assert.Equal((ping, query), ((int)pinged.StatusCode, (int)asked.StatusCode));
        Assert.Contains(health, await client.GetStringAsync(new Uri("health", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_answers_as_told_and_knows_how_many_were_open_at_once()
    {
        await using var server = await ScriptedInflux.StartAsync();
        var everybody = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Hold = _ => everybody.Task;
        server.OnWrite = request => request.Text.StartsWith("bad", StringComparison.Ordinal) ? InfluxAnswers.Unparsable(request.Text, "missing fields") : InfluxAnswers.Taken;
        using var client = new HttpClient { BaseAddress = server.Address };

        var answers = new[] { "good v=1", "bad", "good v=2" }.Select(line => client.PostAsync(new Uri("write?db=d", UriKind.Relative), new StringContent(line), Cancellation)).ToArray();
        await server.WaitForAsync(requests => requests.Count == 3);
        everybody.SetResult();
        var statuses = (await Task.WhenAll(answers)).Select(answer => (int)answer.StatusCode);

        Assert.Equal([204, 400, 204], statuses);
        Assert.Equal(3, server.MostOpen);
    }

    [Fact]
    public void The_answers_are_those_of_the_servers()
    {
        Assert.Equal("""{"error":"partial write: field type conflict dropped=2"}""", InfluxAnswers.PartialWrite("field type conflict", 2).Text.Trim());
        Assert.Equal("""{"error":"partial write of line protocol occurred","data":[{"original_line":"m v=1i","line_number":2,"error_message":"invalid column type"}]}""",
            InfluxAnswers.PartialWriteOf3((2, "m v=1i", "invalid column type")).Text.Trim());
        Assert.Equal("2", InfluxAnswers.Busy(503, "2").Headers["Retry-After"]);
    }
}
