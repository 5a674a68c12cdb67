using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>What became of the rules against regression of a run, one line each.</summary>
internal static class RegressionTable
{
    private const int LongestRule = 60;

    /// <summary>The table.</summary>
    /// <param name="rules">In the order they were given.</param>
    public static Table Of(IReadOnlyList<RegressionSummary> rules)
    {
        var table = Tables.Create().Text("").Text("Regression").Text("base → run");
        foreach (var rule in rules)
        {
            var style = rule.State switch
            {
                RegressionState.Passed => Colours.Good,
                RegressionState.Broken => Colours.Bad,
                _ => Colours.Warning,
            };
            table.AddRow(new Text(DifferenceText.Word(rule.State), style), Tables.Cell(rule.Text, LongestRule), new Text(PlainText.Of(DifferenceText.Seen(rule), 200), style));
        }

        return table;
    }
}
