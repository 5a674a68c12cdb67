using Cicada.Thresholds;
using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>What became of the thresholds of a run, one line each.</summary>
internal static class ThresholdTable
{
    /// <summary>The table.</summary>
    /// <param name="thresholds">In the order they were given.</param>
    /// <param name="width">Of the screen.</param>
    public static Table Of(IReadOnlyList<ThresholdSummary> thresholds, int width)
    {
        var table = Tables.Create().Text("").Text("Threshold").Number("observed");
        foreach (var threshold in thresholds)
        {
            var style = StyleOf(threshold.State);
            table.AddRow(
                new Text(WordOf(threshold.State), style),
                Tables.Cell(threshold.Text, Math.Max(20, width - 36)),
                Tables.Number(ObservedOf(threshold), style));
        }

        return table;
    }

    /// <summary>A threshold that does not hold, in a line.</summary>
    public static string Sentence(ThresholdSummary threshold) => $"✗ {PlainText.Of(threshold.Text, 200)}: {ObservedOf(threshold)}";

    private static string ObservedOf(ThresholdSummary threshold) =>
        threshold.Observed is { } observed ? ThresholdText.Observed(threshold.Unit, observed) : threshold.Requests is null ? "no request" : "no such request";

    private static string WordOf(ThresholdState state) => state switch
    {
        ThresholdState.Passed => "✓ passed",
        ThresholdState.Broken => "✗ broken",
        _ => "? no data",
    };

    private static Style StyleOf(ThresholdState state) => state switch
    {
        ThresholdState.Passed => Colours.Good,
        ThresholdState.Broken => Colours.Bad,
        _ => Colours.Warning,
    };
}
