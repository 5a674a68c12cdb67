using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>The runs that are to be deleted, one line a run.</summary>
internal static class PruneTable
{
    private const int LongestTest = 24;

    /// <summary>The table.</summary>
    /// <param name="runs">The runs, newest first.</param>
    /// <param name="sizes">Their sizes by id.</param>
    /// <param name="most">How many are shown at most.</param>
    public static IRenderable Of(IReadOnlyList<RunSummary> runs, IReadOnlyDictionary<string, long> sizes, int most = int.MaxValue)
    {
        var table = Tables.Create().Text("Run").Text("Test").Text("started").Number("requests").Number("size");
        foreach (var run in runs.Take(most))
        {
            table.AddRow(
                Tables.Cell(run.Run, 40),
                Tables.Cell(run.Test, LongestTest),
                Tables.Cell(Figures.Minute(run.Started), 20),
                Tables.Number(Figures.Count(run.Total.Count)),
                Tables.Number(Figures.Bytes(sizes.GetValueOrDefault(run.Run))));
        }

        return runs.Count <= most ? table : new Rows(table, new Text($" … and {Figures.Count(runs.Count - most)} older ones\n", Colours.Quiet));
    }
}
