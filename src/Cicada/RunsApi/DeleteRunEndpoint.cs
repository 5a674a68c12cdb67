using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>Deletes a run.</summary>
internal sealed class DeleteRunEndpoint(RunQuestions questions, LiveRuns live) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("DELETE", "runs/{run}", "Deletes a run with everything recorded in it. One that is on is not deleted.")
    {
        Parameters = [RunParameters.Run],
        Answer = RunsJson.Default.RunIds,
        Refusals = [404, 409, 503],
        Needs = WebAccess.Change,
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var deleted = await DeleteRunsEndpoint.DeleteAsync(questions, live, [call.Run], call.Gone);
        await call.AnswerAsync(deleted, RunsJson.Default.RunIds);
    }
}
