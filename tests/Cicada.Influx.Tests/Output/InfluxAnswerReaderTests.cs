namespace Cicada.Influx.Tests;

public sealed class InfluxAnswerReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(204, "", InfluxAnswerKind.Taken, null)]
    [InlineData(200, "", InfluxAnswerKind.Taken, null)]
    // 1.x
    [InlineData(400, """{"error":"partial write: field type conflict: input field \"v\" on measurement \"m\" is type integer, already exists as type float dropped=3"}""", InfluxAnswerKind.LinesRefused, 3)]
    [InlineData(400, """{"error":"partial write: points beyond retention policy dropped=12"}""", InfluxAnswerKind.LinesRefused, 12)]
    [InlineData(400, """{"error":"unable to parse 'm v': missing field value"}""", InfluxAnswerKind.LinesRefused, 1)]
    [InlineData(400, """{"error":"unable to parse 'm v': missing field value\nunable to parse 'm w': missing field value"}""", InfluxAnswerKind.LinesRefused, 2)]
    [InlineData(400, """{"error":"partial write: unable to parse 'm v': missing field value dropped=0"}""", InfluxAnswerKind.LinesRefused, 1)]
    [InlineData(400, """{"error":"database is required"}""", InfluxAnswerKind.Broken, null)]
    [InlineData(400, """{"error":"unexpected EOF"}""", InfluxAnswerKind.Broken, null)]
    [InlineData(401, """{"error":"authorization failed"}""", InfluxAnswerKind.Unauthorized, null)]
    [InlineData(403, """{"error":"\"rd\" user is not authorized to write to database \"db\""}""", InfluxAnswerKind.Forbidden, null)]
    [InlineData(404, """{"error":"database not found: \"x\""}""", InfluxAnswerKind.NotFound, null)]
    [InlineData(413, """{"error":"Request Entity Too Large"}""", InfluxAnswerKind.TooLarge, null)]
    [InlineData(500, """{"error":"retention policy not found: x"}""", InfluxAnswerKind.NoRetentionPolicy, null)]
    [InlineData(500, """{"error":"timeout"}""", InfluxAnswerKind.Broken, null)]
    // 2.x
    [InlineData(422, """{"code":"unprocessable entity","message":"failure writing points to database: partial write: field type conflict: input field \"v\" on measurement \"m\" is type string, already exists as type float dropped=11"}""", InfluxAnswerKind.LinesRefused, 11)]
    [InlineData(500, """{"code":"internal error","message":"unexpected error writing points to database: partial write: field type conflict: input field \"v\" on measurement \"m\" is type integer, already exists as type unsigned dropped=32"}""", InfluxAnswerKind.LinesRefused, 32)]
    [InlineData(400, """{"code":"invalid","message":"unable to parse 'm v': missing field value"}""", InfluxAnswerKind.LinesRefused, 1)]
    [InlineData(400, """{"code":"invalid","message":"writing requires points"}""", InfluxAnswerKind.LinesRefused, null)]
    [InlineData(401, """{"code":"unauthorized","message":"unauthorized access"}""", InfluxAnswerKind.Unauthorized, null)]
    [InlineData(404, """{"code":"not found","message":"bucket \"x\" not found"}""", InfluxAnswerKind.NotFound, null)]
    [InlineData(413, """{"code":"request too large","message":"unable to read data: points batch is too large"}""", InfluxAnswerKind.TooLarge, null)]
    [InlineData(429, """{"code":"too many requests","message":"org 1 has exceeded limited_write plan limit"}""", InfluxAnswerKind.Busy, null)]
    [InlineData(503, "", InfluxAnswerKind.Busy, null)]
    // 3.x
    [InlineData(400, """{"error":"partial write of line protocol occurred","data":[{"original_line":"m v=hi 1","line_number":2,"error_message":"invalid column type"},{"original_line":"m v=hi 2","line_number":5,"error_message":"invalid column type"}]}""", InfluxAnswerKind.LinesRefused, 2)]
    [InlineData(400, """{"error":"db name did not start with a number or letter","data":null}""", InfluxAnswerKind.Broken, null)]
    [InlineData(401, """{"error":"the request was not authenticated"}""", InfluxAnswerKind.Unauthorized, null)]
    // What stands before them
    [InlineData(400, "<html><body><h1>400 Bad Request</h1></body></html>", InfluxAnswerKind.Broken, null)]
    [InlineData(400, "", InfluxAnswerKind.Broken, null)]
    [InlineData(413, "<html><body><h1>413 Request Entity Too Large</h1></body></html>", InfluxAnswerKind.TooLarge, null)]
    [InlineData(301, "", InfluxAnswerKind.Broken, null)]
    [InlineData(502, "Bad Gateway", InfluxAnswerKind.Broken, null)]
    [InlineData(200, "<!doctype html><title>Welcome</title>", InfluxAnswerKind.Broken, null)]
    public void What_a_server_says_means_one_thing(int status, string body, object kind, int? refused)
    {
        var answer = InfluxAnswerReader.Read(status, null, body, Now);

        Assert.Equal(kind, answer.Kind);
        Assert.Equal(refused, answer.RefusedCount);
    }

    [Fact]
    public void Lines_are_named_by_number_where_the_server_names_them()
    {
        const string Body = """{"error":"partial write of line protocol occurred","data":[{"original_line":"a","line_number":2,"error_message":"No fields were provided"},{"line_number":7}]}""";

        var answer = InfluxAnswerReader.Read(400, null, Body, Now);

        Assert.Equal([new RefusedLine(2, "No fields were provided"), new RefusedLine(7, "refused")], answer.RefusedLines);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("0", 0)]
    [InlineData("99999999", 300)]
    [InlineData("Mon, 23 Nov 2026 12:00:20 GMT", 20)]
    [InlineData("Mon, 23 Nov 2026 11:00:20 GMT", null)]
    [InlineData("soon", null)]
    [InlineData("-3", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_server_is_left_alone_as_long_as_it_asks_for_but_no_longer_than_five_minutes(string? header, int? seconds)
    {
        var answer = InfluxAnswerReader.Read(503, header, "", Now);

        Assert.Equal(seconds is { } known ? TimeSpan.FromSeconds(known) : null, answer.RetryAfter);
    }

    [Fact]
    public void The_page_of_a_proxy_is_said_without_its_markup() =>
        Assert.Equal("502 Bad Gateway nginx", InfluxAnswerReader.Read(502, null, "<html>\r\n<h1>502 Bad Gateway</h1>\r\n<hr>nginx</html>", Now).Reason);

    [Fact]
    public void Any_body_is_understood_somehow() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Int[100, 599], CsCheck.Gen.String, CsCheck.Gen.String),
        (status, header, body) => InfluxAnswerReader.Read(status, header, body, Now) is { Reason: not null }
            && InfluxAnswerReader.Read(status, header, """{"error":""" + body, Now) is { Reason: not null });
}
