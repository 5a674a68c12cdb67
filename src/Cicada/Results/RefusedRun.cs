using Cicada.Runs;
using Cicada.Storage;

namespace Cicada.Results;

/// <summary>A run that was refused before it began, for files that must not say what they said of the run before.</summary>
internal static class RefusedRun
{
    /// <summary>Its document, with no request in it.</summary>
    /// <param name="plan">What it was to do.</param>
    /// <param name="now">When it was refused.</param>
    /// <param name="problems">Why, in sentences.</param>
    public static RunSummary Of(Plan plan, DateTimeOffset now, IReadOnlyList<string> problems) => new RunSummary
    {
        Run = RunId.Create(now, new Random(Guid.NewGuid().GetHashCode())),
        Test = plan.Test,
        State = RunState.Failed,
        ExitCode = ExitCode.Success,
        Started = now,
        Ended = now,
        Users = 0,
        Host = plan.Host,
        Labels = plan.RunLabels,
        Note = plan.Note,
        Requests = [],
        Total = RunQuery.Nothing,
        Recording = new RecordingSummary { Recorded = 0, Stored = 0, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
    }.With(ExitReason.BadOptions, problems);
}
