using System.IO.Compression;
using System.Text.Json;

namespace Cicada.Tests.RunsApi;

/// <summary>A report, against a store that was recorded once.</summary>
[Collection(nameof(RecordedRuns))]
public sealed class ReportTests(RecordedRuns recorded)
{
    [Fact]
    public async Task A_report_has_the_answers_the_api_gives()
    {
        var api = recorded.Api;

        var answers = AnswersOf(await api.SayAsync("GET", $"runs/{RecordedRuns.First}/report"));

        Assert.Equal(RecordedRuns.First, answers.GetProperty("run").GetString());
        foreach (var (what, path) in new[] { ("series", "/series?points=1200"), ("latency-map", "/latency-map?points=480"), ("timings", "/timings"), ("events", "/events"), ("requests", "/requests?sparkline=40") })
        {
            Assert.True(JsonElement.DeepEquals(await api.ReadAsync($"runs/{RecordedRuns.First}{path}"), Find(answers, what).GetProperty("answer")), what);
        }

        Assert.Equal(RecordedRuns.First, Find(answers, "run").GetProperty("answer").GetProperty("head").GetProperty("run").GetString());
        Assert.Equal(300, Find(answers, "requests").GetProperty("answer").GetProperty("total").GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task A_report_has_the_course_the_distribution_and_samples_of_each_request()
    {
        var answers = AnswersOf(await recorded.Api.SayAsync("GET", $"runs/{RecordedRuns.First}/report"));

        foreach (var (type, name) in new[] { ("GET", "/"), ("POST", RecordedRuns.Hostile) })
        {
            var about = answers.GetProperty("answers").EnumerateArray()
                .Where(one => one.TryGetProperty("name", out var of) && of.GetString() == name && one.GetProperty("request_type").GetString() == type && !one.TryGetProperty("exception", out _))
                .Select(one => one.GetProperty("what").GetString() + (one.TryGetProperty("order", out var order) ? $" {order}" : ""));
            Assert.Empty(new[] { "series", "distribution", "samples slowest" }.Except(about));
        }
    }

    private static JsonElement Find(JsonElement answers, string what) =>
        answers.GetProperty("answers").EnumerateArray().First(one => one.GetProperty("what").GetString() == what && !one.TryGetProperty("name", out _));

    private static JsonElement AnswersOf(string answer)
    {
        Assert.StartsWith("200 ", answer, StringComparison.Ordinal);
        const string begin = "id=\"answers\">";
        var from = answer.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var compressed = Convert.FromBase64String(answer[from..answer.IndexOf("</script>", from, StringComparison.Ordinal)]);
        using var json = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        return JsonDocument.Parse(json).RootElement;
    }
}
