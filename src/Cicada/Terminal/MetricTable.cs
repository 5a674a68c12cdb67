using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>The metrics of users' own at the end of a run, one line each, each with the figures of its kind.</summary>
internal sealed class MetricTable(IReadOnlyList<MetricSummary> metrics)
{
    // On a narrow screen the extremes go first: of what people count, the sum and the usual value say most.
    private static readonly FigureColumn<MetricSummary>[] Columns =
    [
        new("values", metric => Figures.Count(metric.Count)),
        Figure("total", metric => metric.Kind == MetricKind.Counter ? metric.Sum : null),
        Figure("last", metric => metric.Value),
        Figure("mean", metric => metric.Mean),
        Figure("min", metric => metric.Min, 3),
        Figure("max", metric => metric.Max, 2),
        Figure("p50", metric => metric.P50, 1),
        Figure("p95", metric => metric.P95),
        Figure("p99", metric => metric.P99),
    ];

    /// <summary>The table.</summary>
    public IRenderable Render(int width)
    {
        // A column that no metric has a figure for says nothing.
        var columns = Columns.Where(column => metrics.Any(metric => column.Text(metric).Length > 0)).ToList();
        var rows = metrics.Select(metric => new FigureRow<MetricSummary>(
            metric.Kind.ToWord(), metric.Unit is { } unit ? $"{metric.Name} ({unit})" : metric.Name, Style.Plain, metric));
        return new FigureTable<MetricSummary>(columns, [.. rows]).Render(width);
    }

    private static FigureColumn<MetricSummary> Figure(string head, Func<MetricSummary, double?> value, int order = 0) =>
        new(head, metric => value(metric) is { } known ? Figures.Number(known) : "", Order: order);
}
