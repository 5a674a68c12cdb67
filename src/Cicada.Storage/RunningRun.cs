using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <summary>The document of a run that is on, as far as what is stored can tell: its figures are those of its statistics of each second, its end is open.</summary>
internal static class RunningRun
{
    /// <param name="file">The store.</param>
    /// <param name="run">The run.</param>
    /// <param name="query">A question about the whole run.</param>
    public static RunSummary Summarize(StoreFile file, StoredRun run, RunQuery query)
    {
        var known = InterruptedRun.Summarize(file, run, figures: seconds => Figures(new QueryScope(RecordedRun.Read(file, run), query), seconds));
        return known with { State = RunState.Running, Ended = null, Warnings = [] };
    }

    // The same figures as the lists of runs and requests show, from minutes that are merged already: whoever watches asks every few seconds, however long the run has been on.
    private static (IReadOnlyList<RequestSummary> Requests, RequestSummary Total)? Figures(QueryScope scope, double seconds)
    {
        if (scope.Source != PercentileSource.Merged)
        {
            return null;
        }

        var figures = new MergedFigures(scope);
        RequestSummary Rated(RequestSummary one) => one with { Rps = seconds > 0 ? one.Count / seconds : 0 };
        return figures.PerRequest(scope.TogetherSeries, together: true) is [var total]
            ? (
                [
                    .. figures.PerRequest(scope.NamedSeries, together: false).Select(Rated)
                        .OrderBy(one => one.RequestType, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal),
                ],
                Rated(total))
            : null;
    }
}
