using System.Globalization;
using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>The list of runs, one line a run; columns that may go are left out where the screen is too narrow for all.</summary>
internal sealed class RunsTable(IReadOnlyList<RunSummary> runs)
{
    private const int Around = 2;
    private const int LongestTest = 24;
    private const int LongestNote = 60;

    // Above 0, a column may be left out; the highest goes first.
    private static readonly (string Head, bool IsNumber, int Order, Func<RunSummary, string> Text)[] Columns =
    [
        ("Run", false, 0, run => PlainText.Fit(run.Run, 40)),
        ("Test", false, 0, run => PlainText.Fit(run.Test, LongestTest)),
        ("State", false, 3, run => run.State.ToWord()),
        ("exit", true, 6, run => run.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "–"),
        ("lasted", true, 5, run => run.Ended is { } ended ? Figures.Duration(ended - run.Started) : "–"),
        ("users", true, 7, run => Figures.Count(run.Users)),
        ("requests", true, 0, run => Figures.Count(run.Total.Count)),
        ("failed", true, 0, run => Figures.Count(run.Total.Failures)),
        ("req/s", true, 2, run => Figures.Rate(run.Total.Rps)),
        ("p50 ms", true, 4, run => run.Total.Count == 0 ? "–" : Figures.Milliseconds(run.Total.P50)),
        ("p95 ms", true, 1, run => run.Total.Count == 0 ? "–" : Figures.Milliseconds(run.Total.P95)),
        ("Labels and note", false, 8, run => PlainText.Fit(Remarks(run), LongestNote)),
    ];

    /// <summary>The table.</summary>
    public Table Render(int width)
    {
        var shown = Columns.ToList();
        while (WidthOf(shown) > width - 1 && shown.Exists(column => column.Order > 0))
        {
            shown.Remove(shown.MaxBy(column => column.Order));
        }

        var table = Tables.Create();
        foreach (var column in shown)
        {
            _ = column.IsNumber ? table.Number(column.Head) : table.Text(column.Head);
        }

        foreach (var run in runs)
        {
            table.AddRow(shown.Select(column => new Text(
                column.Text(run), column.Head == "failed" ? Colours.OfFailures(run.Total.Failures) : Style.Plain)));
        }

        return table;
    }

    private static string Remarks(RunSummary run) => string.Join(" ", run.Labels.Select(label => $"{label.Key}={label.Value}").Append(run.Note)).Trim();

    private int WidthOf(List<(string Head, bool IsNumber, int Order, Func<RunSummary, string> Text)> columns) =>
        1 + columns.Sum(column => Around + runs.Select(column.Text).Append(column.Head).Max(text => text.GetCellWidth()));
}
