using Cicada.Storage;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>The run that is on in this process, found by what a path says.</summary>
internal sealed class LiveRuns(IRunControl? control)
{
    public ILiveRun? Current => control?.Live;

    /// <summary>The run that is on, where a path means it; null for another one.</summary>
    public ILiveRun? Find(string run) => Current is { } live && (run == StoredRun.Latest || live.Run.Id == run) ? live : null;

    /// <summary>The run that is on, which a path must mean.</summary>
    /// <exception cref="RefusedRequestException">It means another one, or none.</exception>
    public async Task<ILiveRun> RequireAsync(RunQuestions questions, string run, CancellationToken gone)
    {
        if (Find(run) is { } live)
        {
            return live;
        }

        var id = await questions.AskAsync(run, (_, id) => id, gone);
        return Current is { } found && found.Run.Id == id
            ? found
            : throw new RefusedRequestException(StatusCodes.Status409Conflict, $"The run '{id}' is not on in this program, so it cannot be stopped or changed. What it recorded can be read.");
    }
}
