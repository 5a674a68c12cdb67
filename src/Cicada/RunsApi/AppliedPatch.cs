using Cicada.Storage;

namespace Cicada.RunsApi;

/// <summary>What people say about a run, changed as they asked.</summary>
internal static class AppliedPatch
{
    /// <summary>Changes what the patch speaks of.</summary>
    public static void To(RunHistory history, string run, RunPatch patch, TimeProvider clock)
    {
        if (patch.Labels is { } labels)
        {
            history.Label(run, labels, clock);
        }

        if (patch.Note is { } note)
        {
            history.Annotate(run, note, clock);
        }

        switch (patch.Baseline)
        {
            case true:
                history.Pin(run, clock);
                break;
            case false:
                history.Unpin(run, clock);
                break;
        }
    }
}
