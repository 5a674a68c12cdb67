using Cicada.TestSupport;

namespace Cicada.Tests.Http;

/// <summary>What goes out: headers, queries, bodies, cookies, names of types.</summary>
/// <param name="runs">Of which client.</param>
public abstract class HttpRequestTests(HttpRuns runs)
{
    [Fact]
    public async Task A_plain_request_is_small_and_expects_nothing()
    {
        var request = await Sent(user => user.Client.GetAsync("/a"));

        Assert.StartsWith("GET /a HTTP/1.1\r\nHost: 127.0.0.1:", request, StringComparison.Ordinal);
        Assert.Contains("\r\nAccept-Encoding: gzip, deflate, br\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Expect", request, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_decompression_no_compressed_answer_is_asked_for()
    {
        var request = await Sent(user => user.Client.GetAsync("/"), new HttpOptions { Decompress = false });

        Assert.Contains("\r\nAccept-Encoding: identity\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_a_request_win_over_those_of_the_user()
    {
        var request = await Sent(user =>
        {
            user.Client.Headers["X-Both"] = "user";
            user.Client.Headers["X-User"] = "yes";
            return user.Client.GetAsync("/", headers: [new("x-both", "request"), new("Host", "shop.example"), new("Accept-Encoding", "zstd")]);
        });

        Assert.Contains("\r\nx-both: request\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("X-Both: user", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nX-User: yes\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nHost: shop.example\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_of_the_body_belongs_to_the_body()
    {
        var request = await Sent(user => user.Client.PostJsonAsync("/", "{}", headers: [new("Content-Type", "application/vnd.api+json")]));

        Assert.Contains("\r\nContent-Type: application/vnd.api+json\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("application/json", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_beyond_ASCII_go_as_UTF8()
    {
        var request = await Sent(user => user.Client.GetAsync("/", headers: [new("X-Name", "Zoë")]));

        Assert.Contains("\r\nX-Name: Zo\u00C3\u00AB\r\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-A", "b\r\nX-Evil: 1", "The value of the header 'X-A' has a line break")]
    [InlineData("X-A", "b\nc", "The value of the header 'X-A' has a line break")]
    [InlineData("X-A\r\nX-Evil", "1", "cannot be used as a header")]
    [InlineData("X A", "1", "'X A' cannot be used as a header")]
    [InlineData("", "1", "'' cannot be used as a header")]
    public async Task A_header_that_is_none_is_refused_with_a_sentence_and_nothing_is_sent(string name, string value, string sentence)
    {
        await using var server = new CountingServer();
        var run = runs.Prepare(server.Address.ToString(), user => user.Client.GetAsync("/", headers: [new(name, value)]), iterations: 1);

        var refused = await Assert.ThrowsAsync<ArgumentException>(run.ExecuteAsync);

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Empty(run.Samples);
        Assert.Equal(0, server.Accepted);
    }

    [Theory]
    [InlineData("/a", "/a?q=salt%20%26%20pepper&x=%C3%A9")]
    [InlineData("/a?b=1", "/a?b=1&q=salt%20%26%20pepper&x=%C3%A9")]
    [InlineData("/a#end", "/a?q=salt%20%26%20pepper&x=%C3%A9")]
    public async Task Queries_are_escaped_and_not_part_of_the_name(string url, string target)
    {
        var name = "";
        var request = await Sent(async user =>
        {
            using var response = await user.Client.GetAsync(url, query: new Dictionary<string, string> { ["q"] = "salt & pepper", ["x"] = "é" });
            name = response.Name;
        });

        Assert.Equal(target, request.Split(' ')[1]);
        Assert.Equal(url.Split('#')[0], name);
    }

    [Fact]
    public async Task Json_is_written_in_camel_case()
    {
        var request = await Sent(user => user.Client.PostJsonAsync("/", new { Name = "Ann", Items = new[] { 1, 2 } }));

        Assert.StartsWith("POST / ", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json; charset=utf-8\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{\"name\":\"Ann\",\"items\":[1,2]}", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_string_is_JSON_already()
    {
        var request = await Sent(user => user.Client.PutJsonAsync("/", "[1, 2]"));

        Assert.StartsWith("PUT / ", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n[1, 2]", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_can_be_written_by_a_generated_context()
    {
        var request = await Sent(user => user.Client.PatchJsonAsync("/", new Item { Id = 5 }, typeInfo: ItemContext.Default.Item));

        Assert.EndsWith("\r\n\r\n{\"Id\":5}", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_URL_encoded()
    {
        var request = await Sent(user => user.Client.PostFormAsync("/login", new Dictionary<string, string> { ["user"] = "a b", ["password"] = "p&q=é" }));

        Assert.Contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nuser=a+b&password=p%26q%3D%C3%A9", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multipart_form_is_what_a_browser_sends()
    {
        var request = await Sent(user => user.Client.PostMultipartAsync("/", [FormPart.Text("a \"b\"\r\n", "c"), FormPart.File("f", "x"u8.ToArray(), "y.png", "image/png")]));

        var boundary = request.Split("boundary=")[1].Split("\r\n")[0];
        Assert.EndsWith(
            $"\r\n\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"a %22b%22%0D%0A\"\r\n\r\nc\r\n" +
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"f\"; filename=\"y.png\"\r\nContent-Type: image/png\r\n\r\nx\r\n--{boundary}--\r\n",
            request,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_media_type_that_is_none_is_refused() =>
        Assert.Contains("'png' is no media type", Assert.Throws<ArgumentException>(() => FormPart.File("f", [], "y.png", "png")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_method_of_your_own_is_the_request_type()
    {
        await using var server = new CountingServer();

        var run = await runs.Of(server.Address.ToString(), user => user.Client.SendAsync(new HttpMethod("PURGE"), "/cache"));

        Assert.Equal(("PURGE", "/cache"), (run.Sample.Key.RequestType, run.Sample.Key.Name));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/", "begins with http:// or https://")]
    [InlineData("http://", "begins with http:// or https://")]
    public async Task An_address_that_is_none_is_refused_with_a_sentence(string url, string sentence)
    {
        var run = runs.Prepare("http://127.0.0.1:9", user => user.Client.GetAsync(url), iterations: 1);

        var refused = await Assert.ThrowsAsync<ArgumentException>(run.ExecuteAsync);

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Empty(run.Samples);
    }

    [Fact]
    public async Task A_path_without_a_host_is_refused_with_a_sentence()
    {
        var run = runs.Prepare(null, user => user.Client.GetAsync("/"), iterations: 1);

        var refused = await Assert.ThrowsAsync<ArgumentException>(run.ExecuteAsync);

        Assert.Contains("Give one with -H", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_may_have_a_path()
    {
        var target = "";
        await using var server = new RawServer(async connection =>
        {
            target = (await connection.ReadRequestAsync())!.Split(' ')[1];
            await connection.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n");
        });

        var run = await runs.Of($"{server.Address}/api/", user => user.Client.GetAsync("/items"));

        Assert.Equal(("/api/items", "/items"), (target, run.Sample.Key.Name));
    }

    private async Task<string> Sent(Func<HttpUser, Task> task, HttpOptions? http = null)
    {
        var request = "";
        await using var server = new RawServer(async connection =>
        {
            request = (await connection.ReadRequestAsync())!;
            await connection.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n");
        });
        await runs.Of(server.Address, task, http);
        return request;
    }
}
