using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>Runs side by side.</summary>
internal sealed class CompareEndpoint(RunQuestions questions) : IApiEndpoint
{
    private const int Most = 4;

    private static readonly ApiParameter Runs = new("runs", "The runs, two to four, with commas between; the first is what the others are compared with.")
    {
        IsList = true,
        IsRequired = true,
        Example = "latest,r20261123-101207-k3f",
    };

    public ApiDescription Description { get; } = new("GET", "compare", "Two to four runs side by side: figures, differences and what they mean, set-ups.")
    {
        Parameters = [Runs, .. RunParameters.Window],
        Answer = RunsJson.Default.ComparedRuns,
        Refusals = [404, 422, 503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var arguments = call.Arguments;
        var runs = arguments.Texts(Runs);
        if (runs.Count is 0 or > Most)
        {
            var sentence = $"There are {runs.Count} runs to compare; expected two to {Most}, with commas between.";
            throw new RefusedRequestException(StatusCodes.Status400BadRequest, sentence, [new(Runs.Name, sentence)]);
        }

        var (from, to) = RunParameters.WindowOf(arguments);
        var compared = await questions.AskAsync(
            (history, _) => history.Compare([.. runs.Select(run => RunQuestions.Find(history, run))]).Window(from, to).Differences(), call.Gone);
        await call.AnswerAsync(compared, RunsJson.Default.ComparedRuns);
    }
}
