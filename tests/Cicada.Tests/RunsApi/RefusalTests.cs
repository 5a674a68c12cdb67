using System.Text.Json;
using Cicada.RunsApi;
using CsCheck;

namespace Cicada.Tests.RunsApi;

/// <summary>What makes no sense gets a status and a sentence, and nothing happens.</summary>
[Collection(nameof(RecordedRuns))]
public sealed class RefusalTests(RecordedRuns recorded)
{
    [Theory]
    [InlineData("runs/nix", 404, "There is no run 'nix' in the store")]
    [InlineData("runs/r2026", 404, "3 runs begin with 'r2026'")]
    [InlineData("nix", 404, "There is nothing at '/api/cicada/v1/nix'")]
    [InlineData("runs/latest/nix", 404, "There is nothing at")]
    [InlineData("runs/latest/series?form=3", 400, "The parameter 'form' is unknown; expected 'from', 'to', 'points', 'request_type', 'name', 'parts'. Did you mean 'from'?")]
    [InlineData("runs/latest/series?points=0", 400, "The parameter 'points' is '0'; expected a whole number from 1 to 20000.")]
    [InlineData("runs/latest/series?points=99999999999999999999", 400, "The parameter 'points' is")]
    [InlineData("runs/latest/series?from=-1", 400, "The parameter 'from' is '-1'; expected a number of seconds from 0")]
    [InlineData("runs/latest/series?from=NaN", 400, "The parameter 'from' is 'NaN'")]
    [InlineData("runs/latest/series?from=1e3", 400, "The parameter 'from' is '1e3'")]
    [InlineData("runs/latest/series?from=1&from=2", 400, "The parameter 'from' is there 2 times; expected it once.")]
    [InlineData("runs/latest/series?from=20&to=10", 400, "The window is from 20 to 10; expected an end behind its beginning.")]
    [InlineData("runs/latest/series?from=400", 422, "was 30 s long, so there is nothing from 400 s on")]
    [InlineData("runs/latest/series?parts=requests,user", 400, "expected some of 'requests', 'users', 'generator', perhaps 'users'")]
    [InlineData("runs/latest/samples?order=fastest", 400, "expected one of 'slowest', 'failed'.")]
    [InlineData("runs/latest/log?level=verbose", 400, "The parameter 'level' is 'verbose'")]
    [InlineData("runs/latest/stream", 404, "is not on in this program, so there is nothing to stream")]
    [InlineData("runs/latest/export?format=xml", 400, "The parameter 'format' is 'xml'")]
    [InlineData("runs/latest/export?format=jsonl&measurement=cicada_users", 400, "holds all of them")]
    [InlineData("runs/latest/export?measurement=nix", 422, "nix")]
    [InlineData("compare", 400, "The parameter 'runs' is missing.")]
    [InlineData("compare?runs=a,b,c,d,e", 400, "There are 5 runs to compare; expected two to 4")]
    [InlineData("compare?runs=latest,nix", 404, "There is no run 'nix'")]
    [InlineData("trend", 400, "The parameter 'test' is missing. The test.")]
    [InlineData("form", 409, "This server has no test to start")]
    public async Task A_question_that_makes_no_sense_is_refused(string path, int status, string sentence)
    {
        var api = recorded.Api;

        var answer = await api.SayAsync("GET", path);

        Assert.StartsWith($"{status} ", answer, StringComparison.Ordinal);
        Assert.Contains(sentence, JsonDocument.Parse(answer[4..]).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "runs", "{\"userss\":1}", 400, "The field 'userss' is unknown;")]
    [InlineData("POST", "runs", "{\"user_types\":[{\"name\":\"A\",\"wait\":1}]}", 400, "The field 'user_types[0].wait' is unknown; expected 'name', 'weight', 'fixed_count'.")]
    [InlineData("POST", "runs", "{\"users\":\"many\"}", 400, "The field 'users' is not of the kind that is expected there.")]
    [InlineData("POST", "runs", "{\"users\":1,\"users\":2}", 400, "")]
    [InlineData("POST", "runs", "{\"users\":", 400, "The request is no JSON:")]
    [InlineData("POST", "runs", "null", 400, "The request is 'null'")]
    [InlineData("POST", "runs", "[]", 400, "The request is a list; expected an object in braces.")]
    [InlineData("POST", "runs", "", 400, "The request is no JSON:")]
    [InlineData("POST", "runs", "{}", 409, "This server has no test to start")]
    [InlineData("POST", "runs/latest/stop", "{}", 409, "is not on in this program, so it cannot be stopped or changed")]
    [InlineData("PATCH", "runs/latest/load", "{\"users\":5}", 409, "is not on in this program")]
    [InlineData("PATCH", "runs/latest/load", "{}", 400, "The field 'users' is missing. Add it.")]
    [InlineData("PATCH", "runs/nix", "{\"note\":\"x\"}", 404, "There is no run 'nix'")]
    [InlineData("POST", "runs/latest/annotations", "{\"title\":\"x\"}", 422, "The run is over, so a mark must say where it is; expected 'elapsed'")]
    [InlineData("POST", "runs/latest/annotations", "{\"title\":null}", 400, "The field 'title'")]
    [InlineData("POST", "runs/delete", "{\"runs\":[]}", 422, "The request names 0 runs")]
    [InlineData("POST", "runs/delete", "{\"runs\":[null]}", 422, "expected 1 to 10000 ids")]
    [InlineData("DELETE", "runs/nix", null, 404, "There is no run 'nix'")]
    [InlineData("PUT", "runs", "{}", 405, "The method is 'PUT'; expected GET, POST.")]
    public async Task A_change_that_makes_no_sense_is_refused(string method, string path, string? body, int status, string sentence)
    {
        var api = recorded.Api;

        var answer = await api.SayAsync(method, path, body);

        Assert.StartsWith($"{status} ", answer, StringComparison.Ordinal);
        var error = JsonDocument.Parse(answer[4..]).RootElement.GetProperty("error").GetString();
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Cicada.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task What_a_form_of_another_page_could_send_is_refused(string contentType)
    {
        var control = new ScriptedControl();
        await using var api = await RunsApiFixture.StartAsync(recorded.Store, control);

        var answer = await api.SayAsync("POST", "runs", "{}", ("Content-Type", contentType));

        Assert.StartsWith("415 {\"error\":\"The request brings", answer, StringComparison.Ordinal);
        Assert.Empty(control.Starts);
    }

    [Theory]
    [InlineData("POST", "runs", "Origin", "https://evil.example.org")]
    [InlineData("POST", "runs", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "runs", "Origin", "https://evil.example.org")]
    [InlineData("GET", "runs/latest/export", "Sec-Fetch-Site", "same-site")]
    [InlineData("DELETE", "runs/latest", "Referer", "https://evil.example.org/")]
    [InlineData("GET", "runs", "Host", "evil.example.org")]
    public async Task A_page_elsewhere_neither_changes_nor_reads_anything(string method, string path, string header, string value)
    {
        var control = new ScriptedControl();
        await using var api = await RunsApiFixture.StartAsync(recorded.Store, control);

        Assert.StartsWith("403 {\"error\":\"", await api.SayAsync(method, path, method == "GET" ? null : "{}", (header, value)), StringComparison.Ordinal);
        Assert.Empty(control.Starts);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        await using var api = await RunsApiFixture.StartAsync(recorded.Store, new ScriptedControl());

        Assert.StartsWith("413 {\"error\":\"The request is larger than 1024 kB", await api.SayAsync("POST", "runs", $"{{\"note\":\"{new string('x', ApiBody.Largest)}\"}}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_stands_in_an_address_gets_an_answer_and_never_a_fault()
    {
        var api = recorded.Api;
        string[] names = ["from", "to", "points", "request_type", "name", "parts", "order", "count", "exception", "level", "after", "limit", "sparkline", "x"];
        string[] values = ["-1", "0", "7", "25", "1e309", "9223372036854775808", "' OR 1=1 --", "\0", "\u00ff%", "(all)", "∞", "1,2", "requests", "GET", RecordedRuns.Hostile];
        string[] paths = ["series", "latency-map", "requests", "distribution", "samples", "failures", "timings", "events", "log"];
        var parameter = Gen.Select(Of(names), Gen.OneOf(Of(values), Gen.String[Gen.Char[' ', '~'], 0, 20]));

        await Gen.Select(Of(paths), parameter.Array[0, 3]).SampleAsync(
            async (path, parameters) =>
            {
                var query = string.Join('&', parameters.Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2)}"));
                var answer = await api.SayAsync("GET", $"runs/latest/{path}?{query}");

                Assert.True(answer[0] is '2' or '4', $"{path}?{query}: {answer}");
            },
            iter: 60, threads: 1);
    }

    private static Gen<string> Of(string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);
}
