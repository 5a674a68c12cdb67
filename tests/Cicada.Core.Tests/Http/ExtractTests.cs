namespace Cicada.Tests.Http;

/// <summary>What users take out of answers, and what becomes of a request whose answer does not have it.</summary>
public sealed class ExtractTests
{
    private const string Json = """{"token": "abc", "id": 7, "open": true, "items": [{"id": 1}, {"id": 2}], "none": null}""";

    [Fact]
    public async Task What_is_there_is_returned_and_the_request_passes()
    {
        var run = await Answered(Json, "X-Trace: t1\r\nSet-Cookie: session=s1; Path=/; HttpOnly\r\nSet-Cookie: other=o\r\nSet-Cookie: session=s2\r\n", response =>
        {
            Assert.Equal("abc", response.Extract.Json("$.token"));
            Assert.Equal("7", response.Extract.Json("$.id"));
            Assert.Equal("true", response.Extract.Json("$.open"));
            Assert.Equal("""{"id": 1}""", response.Extract.Json("$.items[0]"));
            Assert.Equal(["1", "2"], response.Extract.AllJson("$.items[*].id"));
            Assert.Equal("abc", response.Extract.Regex("\"token\": \"([^\"]+)\""));
            Assert.Equal("\"id\": 7", response.Extract.Regex("\"id\": 7"));
            Assert.Equal(["7", "1", "2"], response.Extract.AllRegex("\"id\": (\\d+)"));
            Assert.Equal("c", response.Extract.Regex("(?<=ab)."));
            Assert.Equal("abc", response.Extract.Between("\"token\": \"", "\""));
            Assert.Equal("t1", response.Extract.Header("x-trace"));
            Assert.Equal("s2", response.Extract.Cookie("session"));
        });

        Assert.True(run.Sample.Succeeded);
        Assert.Empty(run.Summary.UserErrors);
    }

    [Fact]
    public async Task What_is_missing_can_be_asked_for_without_a_failure()
    {
        var run = await Answered(Json, "", response =>
        {
            Assert.False(response.Extract.TryJson("$.none", out var value));
            Assert.Null(value);
            Assert.False(response.Extract.TryRegex("nothing", out _));
            Assert.False(response.Extract.TryBetween("a", "zz", out _));
            Assert.False(response.Extract.TryHeader("X-None", out _));
            Assert.False(response.Extract.TryCookie("none", out _));
            Assert.Equal("else", response.Extract.Json("$.other", otherwise: "else"));
            Assert.Empty(response.Extract.AllJson("$.other[*]"));
            Assert.Empty(response.Extract.AllRegex("nothing"));
        });

        Assert.True(run.Sample.Succeeded);
    }

    [Theory]
    [InlineData("json", "has no JSON path '$.session.token'. The body begins with: {\"token\"")]
    [InlineData("regex", "has no match of the regular expression 'csrf=(.+)'. The body begins with: {\"token\"")]
    [InlineData("between", "has no text between '<b>' and '</b>'. The body begins with: ")]
    [InlineData("header", "has no header 'Location'. There were the headers 'Content-Length'")]
    [InlineData("cookie", "has no cookie 'session'. There were no cookies")]
    public async Task What_is_missing_fails_the_request_once_and_ends_the_task(string what, string expected)
    {
        var goneOn = false;
        var run = await Answered(Json, "", response =>
        {
            _ = what switch
            {
                "json" => response.Extract.Json("$.session.token"),
                "regex" => response.Extract.Regex("csrf=(.+)"),
                "between" => response.Extract.Between("<b>", "</b>"),
                "header" => response.Extract.Header("Location"),
                _ => response.Extract.Cookie("session"),
            };
            goneOn = true;
        });

        Assert.False(goneOn);
        Assert.Equal("extract", run.Sample.Error);
        Assert.StartsWith($"The answer to 'GET /' (status 200) {expected}", run.Sample.Detail, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (run.Summary.Total.Count, run.Summary.Total.Failures));
        Assert.Empty(run.Summary.UserErrors);
    }

    [Fact]
    public async Task A_request_that_has_failed_already_keeps_its_own_failure()
    {
        var run = await Answered("<h1>no</h1>", "", response => response.Extract.Json("$.token"), status: 500);

        Assert.Equal("status_500", run.Sample.Error);
        Assert.Empty(run.Summary.UserErrors);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_said_to_be_none()
    {
        var run = await Answered("<h1>\n" + new string('x', 500), "", response => response.Extract.Json("$.token"));

        Assert.Equal("The answer to 'GET /' (status 200) has no JSON path '$.token'. The body is no JSON: <h1> " + new string('x', 95) + "…", run.Sample.Detail);
    }

    [Theory]
    [InlineData("(a+)+b")] // grows with the square or worse where one goes back
    [InlineData("(?=a)(a+)+$")] // cannot but go back: it has its second
    public async Task A_hostile_body_does_not_hold_up_a_user(string pattern)
    {
        var run = await Answered(new string('a', 50_000) + "!", "", response => Assert.False(response.Extract.TryRegex(pattern, out _)));

        Assert.True(run.Sample.Succeeded);
        Assert.Empty(run.Summary.UserErrors);
    }

    [Fact]
    public async Task A_path_that_cannot_be_read_is_an_error_of_the_test_and_no_failure_of_the_request()
    {
        var run = await Answered(Json, "", response => Assert.Throws<FormatException>(() => response.Extract.Json("token")));

        Assert.True(run.Sample.Succeeded);
    }

    [Fact]
    public async Task A_check_of_an_answer_fails_its_request_only_where_it_is_asked_to()
    {
        var counted = await Answered(Json, "", response => Assert.False(response.Check("is closed", r => r.Text.Contains("false", StringComparison.Ordinal))));
        var failing = await Answered(Json, "", response => Assert.False(response.Check("is closed", false, fails: true)));

        Assert.Equal(("is closed", 0L, 1L), (counted.Summary.Checks[0].Name, counted.Summary.Checks[0].Passes, counted.Summary.Checks[0].Fails));
        Assert.True(counted.Sample.Succeeded);
        Assert.Equal(("check", "The check 'is closed' failed."), (failing.Sample.Error, failing.Sample.Detail));
    }

    [Fact]
    public async Task A_check_whose_question_throws_has_failed_and_the_exception_goes_its_way()
    {
        var run = await Answered("no json", "", response => Assert.Throws<System.Text.Json.JsonException>(() => response.Check("is an item", r => r.Json<Item>() is not null)));

        Assert.Equal(1, Assert.Single(run.Summary.Checks).Fails);
        Assert.Equal("JsonException", run.Sample.Error);
    }

    private static async Task<HttpRun> Answered(string body, string headers, Action<Response> look, int status = 200)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 {status} Hm\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");
        return await HttpRun.Of(server.Address, async user =>
        {
            using var response = await user.Client.GetAsync("/");
            look(response);
        });
    }
}
