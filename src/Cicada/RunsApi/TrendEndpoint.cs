using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>A figure over the runs of a test.</summary>
internal sealed class TrendEndpoint(RunQuestions questions) : IApiEndpoint
{
    private static readonly IReadOnlyDictionary<string, ComparedFigure> Figures = new Dictionary<string, ComparedFigure>
    {
        ["rps"] = ComparedFigure.Rps,
        ["failure_ratio"] = ComparedFigure.FailureRatio,
        ["mean"] = ComparedFigure.Mean,
        ["p50"] = ComparedFigure.P50,
        ["p75"] = ComparedFigure.P75,
        ["p90"] = ComparedFigure.P90,
        ["p95"] = ComparedFigure.P95,
        ["p99"] = ComparedFigure.P99,
        ["p999"] = ComparedFigure.P999,
        ["max"] = ComparedFigure.Max,
        ["count"] = ComparedFigure.Count,
        ["bytes"] = ComparedFigure.Bytes,
    };

    private static readonly ApiParameter Test = new("test", "The test.") { IsRequired = true, Example = "shop" };
    private static readonly ApiParameter Figure = new("figure", "The figure.") { Choices = [.. Figures.Keys], Default = "p95" };
    private static readonly ApiParameter Limit = RunParameters.Whole("limit", "The most runs, the newest.", 1, 10_000, "100");

    public ApiDescription Description { get; } = new("GET", "trend", "A figure over the runs of a test, oldest first.")
    {
        Parameters = [Test, Figure, .. RunParameters.Request, Limit],
        Answer = RunsJson.Default.RunTrend,
        Refusals = [503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var arguments = call.Arguments;
        var trend = await questions.AskAsync(
            (history, _) => history.Trend(
                arguments.Text(Test)!, Figures[arguments.Text(Figure)!], arguments.Given(RunParameters.RequestType), arguments.Given(RunParameters.Name), arguments.Whole(Limit)),
            call.Gone);
        await call.AnswerAsync(trend, RunsJson.Default.RunTrend);
    }
}
