using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>What happens in the run that is on, as it happens.</summary>
internal sealed class StreamEndpoint(RunQuestions questions, LiveRuns live, LiveStream stream) : IApiEndpoint
{
    private static readonly ApiParameter After = RunParameters.Whole(
        "after", "Only what comes after this second; the header 'Last-Event-ID', which browsers send when they connect again, goes before it.", 0, int.MaxValue);

    public ApiDescription Description { get; } = new("GET", "runs/{run}/stream", "What happens in the run that is on, second by second, as server-sent events.")
    {
        Details = "Events: 'tick', whose id is its second, 'event', 'log', and 'end', after which the server closes. What is still in memory, about five minutes, is sent first.",
        Parameters = [RunParameters.Run, After],
        ContentTypes = ["text/event-stream"],
        Refusals = [404, 503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        if (live.Find(call.Run) is not { } run)
        {
            var id = await questions.AskAsync(call.Run, (_, found) => found, call.Gone);
            run = live.Find(id) ?? throw new RefusedRequestException(
                StatusCodes.Status404NotFound, $"The run '{id}' is not on in this program, so there is nothing to stream. Read what it recorded: 'runs/{id}/series'.");
        }

        await stream.AnswerAsync(call.Context, run.Feed);
    }
}
