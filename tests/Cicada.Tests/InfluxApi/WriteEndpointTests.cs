using System.IO.Compression;
using System.Net.Http.Headers;
using Cicada.Influx;
using Cicada.InfluxApi;
using Cicada.Storage.InfluxQl;
using static Cicada.Tests.InfluxApi.ApiFixture;

namespace Cicada.Tests.InfluxApi;

public sealed class WriteEndpointTests
{
    [Theory]
    [InlineData("/write?db=d", "d", "", TimePrecision.Nanoseconds)]
    [InlineData("/write?consistency=&db=k6&precision=&rp=", "k6", "", TimePrecision.Nanoseconds)]
    [InlineData("/write?db=d&rp=week&precision=ms&consistency=all", "d", "week", TimePrecision.Milliseconds)]
    [InlineData("/write?db=d&precision=us", "d", "", TimePrecision.Nanoseconds)]
    [InlineData("/api/v2/write?bucket=d&org=o&precision=us", "d", "", TimePrecision.Microseconds)]
    [InlineData("/api/v2/write?bucket=d/week&precision=s", "d", "week", TimePrecision.Seconds)]
    [InlineData("/api/v3/write_lp?db=d&precision=millisecond", "d", "", TimePrecision.Milliseconds)]
    public async Task Points_go_where_the_address_says(string path, string database, string policy, TimePrecision precision)
    {
        await using var api = await StartAsync();

        var answer = await api.SayAsync("POST", path, "m v=1 1");

        Assert.Equal("204", answer);
        Assert.Equal((new InfluxWrite(database, policy, precision), "m v=1 1"), Assert.Single(api.Store.Writes));
    }

    [Theory]
    [InlineData("/write", """400 {"error":"database is required"}""")]
    [InlineData("/write?db=", """400 {"error":"database is required"}""")]
    [InlineData("/write?db=d&consistency=foo", """400 {"error":"invalid consistency level"}""")]
    [InlineData("/api/v2/write", """404 {"error":"bucket name \"\" is missing a slash; not in \"database/retention-policy\" format"}""")]
    [InlineData("/api/v2/write?bucket=/x", """404 {"error":"bucket name \"/x\" is in db/rp form but has an empty database"}""")]
    [InlineData("/api/v2/write?bucket=d&precision=h", """400 {"error":"invalid precision \"h\" (use ns, us, ms or s)"}""")]
    public async Task An_address_that_says_nothing_of_use_is_refused(string path, string expected)
    {
        await using var api = await StartAsync();

        Assert.Equal(expected, await api.SayAsync("POST", path, "m v=1 1"));
        Assert.Empty(api.Store.Writes);
    }

    [Theory]
    [InlineData(InfluxWriteKind.Refused, "partial write: points beyond retention policy dropped=1", 400)]
    [InlineData(InfluxWriteKind.NoDatabase, "database not found: \"x\"", 404)]
    [InlineData(InfluxWriteKind.NoRetentionPolicy, "retention policy not found: x", 500)]
    [InlineData(InfluxWriteKind.Unavailable, "the disk is full", 503)]
    internal async Task What_became_of_the_points_is_the_status(InfluxWriteKind kind, string error, int status)
    {
        await using var api = await StartAsync();
        api.Store.Outcome = new(kind, error, 0);

        using var answer = await api.SendAsync("POST", "/write?db=x", "m v=1");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(error, answer.Headers.GetValues("X-Influxdb-Error").Single());
        Assert.Equal(
            $$"""{"error":"{{error.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""" + "\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Compressed_points_arrive_uncompressed()
    {
        await using var api = await StartAsync();

        Assert.Equal("204", await WriteAsync(api, Compressed("m v=1 1\n"u8)));
        Assert.Equal("204", await WriteAsync(api, [.. Compressed("m v=2 2\n"u8), .. Compressed("m v=3 3\n"u8)]));

        Assert.Equal(["m v=1 1\n", "m v=2 2\nm v=3 3\n"], api.Store.Writes.Select(write => write.Lines));
    }

    [Fact]
    public async Task What_is_not_compressed_or_not_to_its_end_is_refused()
    {
        await using var api = await StartAsync();
        var whole = Compressed("m v=1 1\nm v=2 2\nm v=3 3\n"u8);

        Assert.Equal("""400 {"error":"EOF"}""", await WriteAsync(api, []));
        Assert.Equal("""400 {"error":"unexpected EOF"}""", await WriteAsync(api, "xx"u8.ToArray()));
        Assert.Equal("""400 {"error":"gzip: invalid header"}""", await WriteAsync(api, "m v=1 1 is not compressed"u8.ToArray()));
        Assert.Equal("""400 {"error":"unexpected EOF"}""", await WriteAsync(api, whole[..^5]));
        Assert.Equal("""400 {"error":"unexpected EOF"}""", await WriteAsync(api, whole[..^12]));
        Assert.Empty(api.Store.Writes);
    }

    [Fact]
    public async Task A_body_has_a_limit_also_when_it_is_compressed_or_does_not_say_its_length()
    {
        await using var api = await StartAsync(new InfluxApiOptions { LargestBody = 10_000 });
        var bomb = Compressed(new byte[10_000_000]);

        Assert.InRange(bomb.Length, 1, 10_000 - 1);
        Assert.Equal("""413 {"error":"Request Entity Too Large"}""", await WriteAsync(api, bomb));
        Assert.Equal("""413 {"error":"Request Entity Too Large"}""", await api.SayAsync("POST", "/write?db=d", new string('x', 10_001)));
        Assert.Equal("""413 {"error":"Request Entity Too Large"}""", await api.SayAsync("POST", "/write?db=d", new string('x', 20_000), ("Transfer-Encoding", "chunked")));
        Assert.Equal("204", await api.SayAsync("POST", "/write?db=d", new string('x', 10_000)));
    }

    private static async Task<string> WriteAsync(ApiFixture api, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentEncoding.Add("gzip");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/write?db=d") { Content = content };
        using var answer = await api.SendAsync(request);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}".TrimEnd('\n', ' ');
    }

    private static byte[] Compressed(ReadOnlySpan<byte> text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(text);
        }

        return stream.ToArray();
    }
}
