using Cicada.Storage;
using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>Changes what people say about a run.</summary>
internal sealed class PatchRunEndpoint(RunQuestions questions, TimeProvider clock) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("PATCH", "runs/{run}", "Changes what people say about a run: its note, its labels, whether it is the baseline of its test.")
    {
        Details = "What is left out stays; a label that is null goes.",
        Parameters = [RunParameters.Run],
        Body = RunsJson.Default.RunPatch,
        Answer = RunsJson.Default.RunHead,
        Refusals = [404, 422, 503],
        Needs = WebAccess.Change,
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var patch = await call.BodyAsync(RunsJson.Default.RunPatch);
        var head = await questions.ChangeAsync(
            history =>
            {
                var run = RunQuestions.Find(history, call.Run);
                Require(history, run, patch);
                AppliedPatch.To(history, run, patch, clock);
                return history.ReadHead(run);
            },
            call.Gone);
        await call.AnswerAsync(head, RunsJson.Default.RunHead);
    }

    // All of it makes sense, or nothing is changed.
    private static void Require(RunHistory history, string run, RunPatch patch)
    {
        if (patch.Labels is { } labels)
        {
            RunLabels.Change(history.ReadRemarks(run).Labels, labels);
        }

        if (patch.Note is { } note)
        {
            RunText.RequireNote(note);
        }
    }
}
