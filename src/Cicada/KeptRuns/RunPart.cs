using Cicada.Storage;

namespace Cicada.KeptRuns;

/// <summary>The document of a part of a run.</summary>
internal static class RunPart
{
    public static RunSummary Read(RunHistory history, string run, TimeSpan? from, TimeSpan? to)
    {
        var summary = history.ReadSummary(run);
        var query = history.Query(summary.Run).Window(from, to);
        var figures = query.PerRequest();
        return summary with
        {
            Window = new RunWindow(figures.From.TotalSeconds, figures.To.TotalSeconds),
            Requests = figures.Requests,
            Total = figures.Total,
            Failures = query.Failures(),
        };
    }
}
