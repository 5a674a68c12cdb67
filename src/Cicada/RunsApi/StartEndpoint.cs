using Cicada.Web;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>Starts a run.</summary>
internal sealed class StartEndpoint(IRunControl? control) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("POST", "runs", "Starts a run; it is on when this is answered.")
    {
        Details = "What is left out is as on the command line, and what is wrong is refused with the command line's sentences.",
        Body = RunsJson.Default.StartRequest,
        Answer = RunsJson.Default.Started,
        Status = StatusCodes.Status201Created,
        Refusals = [409, 422],
        Needs = WebAccess.Change,
    };

    /// <exception cref="RefusedRequestException">There is no test here.</exception>
    public static IRunControl Require(IRunControl? control) => control
        ?? throw new RefusedRequestException(StatusCodes.Status409Conflict, "This server has no test to start: it serves a store. Start the program of a test, 'dotnet run test.cs', and start runs there.");

    public async Task AnswerAsync(ApiCall call)
    {
        var request = await call.BodyAsync(RunsJson.Default.StartRequest);

        // Once begun it goes on, whether or not somebody still waits for the answer.
        var run = await Require(control).StartAsync(request, CancellationToken.None);
        call.Context.Response.Headers.Location = $"{call.Context.Request.PathBase}{RunsRoutes.Root}runs/{run}";
        await call.AnswerAsync(new Started(run), RunsJson.Default.Started);
    }
}
