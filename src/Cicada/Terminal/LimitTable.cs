using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>The numbers of users that a search for the limit tried, one line each.</summary>
internal sealed class LimitTable(LimitSummary limit)
{
    private const int WidestText = 60;

    /// <summary>The table.</summary>
    public Table Render()
    {
        var table = Tables.Create().Number("Users").Number("Requests/s").Number("Failed").Number("p50 ms").Number("p95 ms").Number("p99 ms").Text("");
        foreach (var level in limit.Levels)
        {
            var style = level.IsGood ? Style.Plain : Colours.Bad;
            table.AddRow(
                Tables.Number(Figures.Count(level.Users), style),
                Tables.Number(Figures.Rate(level.Rps), style),
                Tables.Number(Figures.Percent(level.Failures, level.Count), style),
                Tables.Number(Figures.Milliseconds(level.P50), style),
                Tables.Number(Figures.Milliseconds(level.P95), style),
                Tables.Number(Figures.Milliseconds(level.P99), style),
                Tables.Cell(level.Broken ?? "good", WidestText, style));
        }

        return table;
    }
}
