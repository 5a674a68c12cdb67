using System.Globalization;
using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>
/// The list of runs, one line a run. Columns that may go are left out where the screen is too narrow for all; labels and note get the
/// room that is left.
/// </summary>
/// <param name="runs">The runs, in the order they are to be shown.</param>
/// <param name="sizes">The bytes each takes in the store, by id; where none is known there is no column for them.</param>
/// <param name="mark">What stands behind the id of a test's baseline.</param>
internal sealed class RunsTable(IReadOnlyList<RunSummary> runs, IReadOnlyDictionary<string, long>? sizes = null, string mark = RunsTable.Star)
{
    /// <summary>The mark of a baseline on a terminal.</summary>
    public const string Star = "★";

    /// <summary>The mark of a baseline in a file or a pipe.</summary>
    public const string Word = "(baseline)";

    private const int Around = 2;
    private const int LongestTest = 24;
    private const int LongestRemarks = 60;
    private const int ShortestRemarks = 16;
    private const string RemarksHead = "Labels and note";

    // Above 0, a column may be left out; the highest goes first.
    private List<(string Head, bool IsNumber, int Order, Func<RunSummary, string> Text)> Columns =>
    [
        ("Run", false, 0, run => PlainText.Fit(run.Run, 40) + (run.Baseline ? " " + mark : "")),
        ("Test", false, 0, run => PlainText.Fit(run.Test, LongestTest)),
        ("State", false, 3, run => run.State.ToWord()),
        ("exit", true, 6, run => run.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "–"),
        ("verdict", false, 7, run => VerdictOf(run)),
        ("lasted", true, 5, run => run.Ended is { } ended ? Figures.Duration(ended - run.Started) : "–"),
        ("users", true, 9, run => Figures.Count(run.Users)),
        ("requests", true, 0, run => Figures.Count(run.Total.Count)),
        ("failed", true, 0, run => Figures.Count(run.Total.Failures)),
        ("req/s", true, 2, run => Figures.Rate(run.Total.Rps)),
        ("p50 ms", true, 4, run => run.Total.Count == 0 ? "–" : Figures.Milliseconds(run.Total.P50)),
        ("p95 ms", true, 1, run => run.Total.Count == 0 ? "–" : Figures.Milliseconds(run.Total.P95)),
        ("size", true, 8, run => sizes!.TryGetValue(run.Run, out var size) ? Figures.Bytes(size) : "–"),
    ];

    /// <summary>The table.</summary>
    public Table Render(int width)
    {
        var shown = Columns.Where(column => column.Head switch
        {
            "size" => sizes is not null,
            "verdict" => runs.Any(run => VerdictOf(run).Length > 0),
            _ => true,
        }).ToList();
        while (WidthOf(shown) > width - 1 && shown.Exists(column => column.Order > 0))
        {
            shown.Remove(shown.MaxBy(column => column.Order));
        }

        var table = Tables.Create();
        foreach (var column in shown)
        {
            _ = column.IsNumber ? table.Number(column.Head) : table.Text(column.Head);
        }

        var room = RoomForRemarks(width - 1 - WidthOf(shown) - Around);
        if (room > 0)
        {
            table.Text(RemarksHead);
        }

        foreach (var run in runs)
        {
            var cells = shown.Select(column => new Text(
                column.Text(run), column.Head == "failed" ? Colours.OfFailures(run.Total.Failures) : Style.Plain));
            table.AddRow(room > 0 ? cells.Append(new Text(PlainText.Fit(Remarks(run), room))) : cells);
        }

        return table;
    }

    // A few letters of a long remark say less than they disturb.
    private int RoomForRemarks(int left)
    {
        var wanted = runs.Max(run => PlainText.Fit(Remarks(run), LongestRemarks).GetCellWidth());
        return wanted == 0 || left < Math.Min(ShortestRemarks, Math.Max(RemarksHead.Length, wanted)) ? 0 : Math.Min(left, LongestRemarks);
    }

    private static string VerdictOf(RunSummary run) => run.Verdict is null or Verdict.NoThresholds ? "" : run.Verdict.Value.ToWord().Replace('_', ' ');

    private static string Remarks(RunSummary run) => string.Join(" ", run.Labels.Select(label => $"{label.Key}={label.Value}").Append(run.Note)).Trim();

    private int WidthOf(List<(string Head, bool IsNumber, int Order, Func<RunSummary, string> Text)> columns) =>
        1 + columns.Sum(column => Around + runs.Select(column.Text).Append(column.Head).Max(text => text.GetCellWidth()));
}
