using Cicada.Web;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>Puts a mark on a run's time axis.</summary>
internal sealed class AnnotateEndpoint(RunQuestions questions, LiveRuns live) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("POST", "runs/{run}/annotations", "Puts a mark on a run's time axis: now while it is on, or at a time within it.")
    {
        Parameters = [RunParameters.Run],
        Body = RunsJson.Default.Annotation,
        Answer = RunsJson.Default.Done,
        Status = StatusCodes.Status201Created,
        Refusals = [404, 422],
        Needs = WebAccess.Change,
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var annotation = await call.BodyAsync(RunsJson.Default.Annotation);
        var id = live.Find(call.Run)?.Run.Id ?? await questions.AskAsync(call.Run, (_, found) => found, call.Gone);
        if (live.Find(id) is { } run)
        {
            run.Annotate(annotation);
        }
        else if (annotation.Elapsed is { } elapsed)
        {
            await questions.ChangeAsync(history => history.AddAnnotation(id, elapsed, annotation.Title, annotation.Text ?? ""), call.Gone);
        }
        else
        {
            const string Sentence = "The run is over, so a mark must say where it is; expected 'elapsed', the seconds after the run's start.";
            throw new RefusedRequestException(StatusCodes.Status422UnprocessableEntity, Sentence, [new("elapsed", Sentence)]);
        }

        await call.AnswerAsync(Done.It, RunsJson.Default.Done);
    }
}
