namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A figure that a panel has to come to.</summary>
/// <param name="Board">The board.</param>
/// <param name="Panel">The title of the panel.</param>
/// <param name="Figure">What the panel comes to.</param>
/// <param name="Expected">What took place; null where the back end cannot know it.</param>
internal sealed record PanelTotal(string Board, string Panel, Func<PanelView, double> Figure, Func<RequestSelection, double?> Expected)
{
    private const double Tolerance = 1e-6;

    /// <summary>What a rate comes to over the whole range, of one series or of all.</summary>
    public static PanelTotal OfRate(string board, string panel, string? series, Func<RequestSelection, double?> expected) =>
        new(board, panel, view => Numbers(view, series).Sum() * view.IntervalMilliseconds / 1_000, expected);

    /// <summary>The sum of what is drawn.</summary>
    public static PanelTotal OfSum(string board, string panel, string? series, Func<RequestSelection, double?> expected) =>
        new(board, panel, view => Numbers(view, series).Sum(), expected);

    /// <summary>The highest of what is drawn.</summary>
    public static PanelTotal OfHighest(string board, string panel, string? series, Func<RequestSelection, double?> expected) =>
        new(board, panel, view => Numbers(view, series).DefaultIfEmpty(double.NaN).Max(), expected);

    /// <summary>What is wrong with it, or null.</summary>
    public string? Defect(PanelView view, RequestSelection selection)
    {
        if (Expected(selection) is not { } expected)
        {
            return null;
        }

        var figure = Figure(view);
        return Math.Abs(figure - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))
            ? null
            : FormattableString.Invariant($"comes to {figure} where {expected} took place; interval {view.IntervalMilliseconds} ms: {string.Join(" ;; ", view.Answers.Select(answer => answer.Sent))}");
    }

    private static IEnumerable<double> Numbers(PanelView view, string? series) => view.Frames.SelectMany(frame => frame.Fields)
        .Where(field => field.Kind == FieldKind.Number && (series is null || field.DisplayName == series)).SelectMany(field => field.Numbers);
}
