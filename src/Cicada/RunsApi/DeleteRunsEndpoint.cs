using Cicada.Web;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>Deletes runs, all or none.</summary>
internal sealed class DeleteRunsEndpoint(RunQuestions questions, LiveRuns live) : IApiEndpoint
{
    private const int Most = 10_000;

    public ApiDescription Description { get; } = new("POST", "runs/delete", "Deletes several runs with everything recorded in them, all or none.")
    {
        Body = RunsJson.Default.RunIds,
        Answer = RunsJson.Default.RunIds,
        Refusals = [404, 409, 422, 503],
        Needs = WebAccess.Change,
    };

    public static Task<RunIds> DeleteAsync(RunQuestions questions, LiveRuns live, IReadOnlyList<string> runs, CancellationToken gone)
    {
        foreach (var run in runs)
        {
            if (live.Find(run) is { } on)
            {
                throw IsOn(on.Run.Id);
            }
        }

        return questions.ChangeAsync(
            history =>
            {
                var ids = runs.Select(run => RunQuestions.Find(history, run)).Distinct(StringComparer.Ordinal).ToList();
                return ids.Find(id => live.Find(id) is not null || history.ReadSummary(id).State == RunState.Running) is { } on ? throw IsOn(on) : new RunIds(history.Delete(ids));
            },
            gone);
    }

    private static RefusedRequestException IsOn(string run) => new(StatusCodes.Status409Conflict, $"The run '{run}' is on, so it cannot be deleted. Stop it first.");

    public async Task AnswerAsync(ApiCall call)
    {
        var request = await call.BodyAsync(RunsJson.Default.RunIds);
        if (request.Runs.Count is 0 or > Most || request.Runs.Any(string.IsNullOrEmpty))
        {
            var sentence = $"The request names {request.Runs.Count} runs; expected 1 to {Most} ids.";
            throw new RefusedRequestException(StatusCodes.Status422UnprocessableEntity, sentence, [new("runs", sentence)]);
        }

        await call.AnswerAsync(await DeleteAsync(questions, live, request.Runs, call.Gone), RunsJson.Default.RunIds);
    }
}
