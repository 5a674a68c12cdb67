using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>
/// The figures of requests at the end of a run: one table where there is room, else two below each other, the second one with
/// the percentiles. Times are milliseconds.
/// </summary>
/// <param name="summary">The run.</param>
/// <param name="areTransactions">Whether its requests are transactions, which have no total: each is another group of the same requests.</param>
internal sealed class RequestTable(RunSummary summary, bool areTransactions = false)
{
    private static readonly FigureColumn<RequestSummary>[] Counts =
    [
        new("requests", request => Figures.Count(request.Count)),
        new("failed", request => Figures.Count(request.Failures), request => Colours.OfFailures(request.Failures)),
        new("req/s", request => Figures.Rate(request.Rps)),
        Time("avg ms", request => request.Mean),
        Time("min", request => request.Min),
        Time("max", request => request.Max),
    ];

    private static readonly FigureColumn<RequestSummary>[] Percentiles =
    [
        Time("p50", request => request.P50),
        Time("p75", request => request.P75),
        Time("p90", request => request.P90),
        Time("p95", request => request.P95),
        Time("p99", request => request.P99),
        Time("p99.9", request => request.P999),
    ];

    /// <summary>One table or two.</summary>
    public IEnumerable<IRenderable> Render(int width)
    {
        var rows = Rows();
        var all = new FigureTable<RequestSummary>([.. Counts, .. Percentiles], rows);
        if (all.Fits(width))
        {
            yield return all.Render(width);
            yield break;
        }

        yield return new FigureTable<RequestSummary>(Counts, rows).Render(width);
        yield return new FigureTable<RequestSummary>([Percentiles[0] with { Head = "p50 ms" }, .. Percentiles[1..]], rows).Render(width);
    }

    private List<FigureRow<RequestSummary>> Rows()
    {
        var rows = summary.Requests.Select(request => new FigureRow<RequestSummary>(request.RequestType, request.Name, Style.Plain, request)).ToList();
        if (rows.Count != 1 && !areTransactions)
        {
            rows.Add(new FigureRow<RequestSummary>("", "all requests", Colours.Strong, summary.Total));
        }

        return rows;
    }

    private static FigureColumn<RequestSummary> Time(string head, Func<RequestSummary, double> time) =>
        new(head, request => request.Count == 0 ? "–" : Figures.Milliseconds(time(request)));
}
