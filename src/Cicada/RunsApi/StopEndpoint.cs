using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>Ends the run that is on.</summary>
internal sealed class StopEndpoint(RunQuestions questions, LiveRuns live) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("POST", "runs/{run}/stop", "Ends the run that is on, in order; answers at once.")
    {
        Parameters = [RunParameters.Run],
        Body = RunsJson.Default.StopRequest,
        Answer = RunsJson.Default.Done,
        Refusals = [404, 409],
        Needs = WebAccess.Change,
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var request = await call.BodyAsync(RunsJson.Default.StopRequest);
        var run = await live.RequireAsync(questions, call.Run, call.Gone);
        run.Stop(request.Reason is { Length: > 0 } reason ? Terminal.PlainText.Of(reason) : "stopped in the web UI");
        await call.AnswerAsync(Done.It, RunsJson.Default.Done);
    }
}
