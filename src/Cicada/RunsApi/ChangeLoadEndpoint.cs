using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>Changes the load of the run that is on.</summary>
internal sealed class ChangeLoadEndpoint(RunQuestions questions, LiveRuns live) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("PATCH", "runs/{run}/load", "Changes the load of the run that is on: users, spawn rate, weights and fixed counts of user types.")
    {
        Parameters = [RunParameters.Run],
        Body = RunsJson.Default.LoadChange,
        Answer = RunsJson.Default.Done,
        Refusals = [404, 409, 422],
        Needs = WebAccess.Change,
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var change = await call.BodyAsync(RunsJson.Default.LoadChange);
        var run = await live.RequireAsync(questions, call.Run, call.Gone);
        run.Change(change);
        await call.AnswerAsync(Done.It, RunsJson.Default.Done);
    }
}
