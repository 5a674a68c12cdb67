using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>
/// The figures of requests at the end of a run: one table where there is room, else two below each other, the second one with
/// the percentiles. Times are milliseconds.
/// </summary>
internal sealed class RequestTable(RunSummary summary)
{
    // Below this the fifteen columns squeeze the names until nothing is left of them.
    private const int WidthForOneTable = 132;

    public IEnumerable<IRenderable> Render(int width)
    {
        // What a name can have beside the numbers: about 11 columns of 9, or 6.
        var name = Math.Clamp(width - (width >= WidthForOneTable ? 108 : 62), 16, 80);
        if (width >= WidthForOneTable)
        {
            yield return Table(name, withCounts: true, withPercentiles: true);
            yield break;
        }

        yield return Table(name, withCounts: true, withPercentiles: false);
        yield return Table(name, withCounts: false, withPercentiles: true);
    }

    private Table Table(int name, bool withCounts, bool withPercentiles)
    {
        var table = Tables.Create().Text("Type").Text("Name");
        if (withCounts)
        {
            table.Number("requests").Number("failed").Number("req/s").Number("avg ms").Number("min").Number("max");
        }

        if (withPercentiles)
        {
            table.Number(withCounts ? "p50" : "p50 ms").Number("p75").Number("p90").Number("p95").Number("p99").Number("p99.9");
        }

        foreach (var request in summary.Requests)
        {
            AddRow(table, request, name, withCounts, withPercentiles);
        }

        if (summary.Requests.Count != 1)
        {
            if (summary.Requests.Count > 0)
            {
                table.AddEmptyRow();
            }

            AddRow(table, summary.Total, name, withCounts, withPercentiles);
        }

        return table;
    }

    private static void AddRow(Table table, RequestSummary request, int name, bool withCounts, bool withPercentiles)
    {
        var isTotal = request.Name == RequestStatistics.All;
        var cells = new List<IRenderable>
        {
            Tables.Cell(isTotal ? "" : request.RequestType, 12),
            Tables.Cell(isTotal ? "all requests" : request.Name, name, isTotal ? Colours.Strong : Style.Plain),
        };
        if (withCounts)
        {
            cells.Add(Tables.Number(Figures.Count(request.Count)));
            cells.Add(Tables.Number(Figures.Count(request.Failures), Colours.OfFailures(request.Failures)));
            cells.Add(Tables.Number(Figures.Rate(request.Rps)));
            cells.AddRange(Times(request, request.Mean, request.Min, request.Max));
        }

        if (withPercentiles)
        {
            cells.AddRange(Times(request, request.P50, request.P75, request.P90, request.P95, request.P99, request.P999));
        }

        table.AddRow(cells);
    }

    private static IEnumerable<IRenderable> Times(RequestSummary request, params IEnumerable<double> times) =>
        times.Select(time => Tables.Number(request.Count == 0 ? "–" : Figures.Milliseconds(time)));
}
