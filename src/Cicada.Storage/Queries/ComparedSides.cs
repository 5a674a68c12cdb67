namespace Cicada.Storage.Queries;

/// <summary>What a comparison knows of the requests of one run.</summary>
internal sealed class ComparedSides
{
    private ComparedSides(ComparedSide? total, IReadOnlyDictionary<(string RequestType, string Name), ComparedSide> requests) => (Total, Requests) = (total, requests);

    /// <summary>A run that has nothing in the window.</summary>
    public static ComparedSides None { get; } = new(null, new Dictionary<(string, string), ComparedSide>());

    /// <summary>All requests; null where there is none.</summary>
    public ComparedSide? Total { get; }

    public IReadOnlyDictionary<(string RequestType, string Name), ComparedSide> Requests { get; }

    /// <summary>Reads the requests of a run.</summary>
    /// <param name="scope">The window.</param>
    /// <param name="blocks">The same window in blocks of time; null where there are none.</param>
    public static ComparedSides Read(QueryScope scope, QueryScope? blocks)
    {
        var seconds = (scope.To - scope.From).TotalSeconds;
        var (requests, total) = scope.Source == PercentileSource.Merged ? Merged(scope, seconds) : Exact(scope, seconds);
        if (blocks is not null)
        {
            (requests, total) = new SidesInBlocks(blocks).Complete(requests, total);
        }

        return new ComparedSides(total, requests.ToDictionary(side => (side.Summary.RequestType, side.Summary.Name)));
    }

    private static (IReadOnlyList<ComparedSide> Requests, ComparedSide? Total) Merged(QueryScope scope, double seconds)
    {
        var figures = new MergedFigures(scope);
        ComparedSide Side(RequestSummary summary, HistogramCounts times) => ComparedSide.Of(summary, seconds, times);
        return (
            figures.PerRequest(scope.NamedSeries, together: false, Side),
            figures.PerRequest(scope.TogetherSeries, together: true, Side) is [var all] ? all : null);
    }

    private static (IReadOnlyList<ComparedSide> Requests, ComparedSide? Total) Exact(QueryScope scope, double seconds)
    {
        var (all, times) = (new HistogramCounts(), new Dictionary<(string, string), HistogramCounts>());
        new RequestTimes(scope).Read((_, request, milliseconds) =>
        {
            if (!times.TryGetValue((request.RequestType, request.Name), out var counts))
            {
                times.Add((request.RequestType, request.Name), counts = new HistogramCounts());
            }

            var index = HistogramLayout.IndexOfMilliseconds(milliseconds);
            counts.Add(index, 1);
            all.Add(index, 1);
        });
        var (requests, total) = new ExactFigures(scope).PerRequest();
        var none = new HistogramCounts();
        return (
            [.. requests.Select(request => ComparedSide.Of(request, seconds, times.GetValueOrDefault((request.RequestType, request.Name), none)))],
            total is null ? null : ComparedSide.Of(total, seconds, all));
    }
}
