using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>The list of runs.</summary>
internal sealed class RunsTable(IReadOnlyList<RunSummary> runs)
{
    public IRenderable Render()
    {
        var table = Tables.Create().Text("Run").Text("Test").Text("State").Number("exit").Number("lasted").Number("users")
            .Number("requests").Number("failed").Number("req/s").Number("p50 ms").Number("p95").Text("Labels and note");
        foreach (var run in runs)
        {
            var total = run.Total;
            table.AddRow(
                Tables.Cell(run.Run, 40),
                Tables.Cell(run.Test, 24),
                Tables.Cell(run.State.ToWord(), 12),
                Tables.Number(run.ExitCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"),
                Tables.Number(run.Ended is { } ended ? Figures.Duration(ended - run.Started) : "–"),
                Tables.Number(Figures.Count(run.Users)),
                Tables.Number(Figures.Count(total.Count)),
                Tables.Number(Figures.Count(total.Failures), Colours.OfFailures(total.Failures)),
                Tables.Number(Figures.Rate(total.Rps)),
                Tables.Number(total.Count == 0 ? "–" : Figures.Milliseconds(total.P50)),
                Tables.Number(total.Count == 0 ? "–" : Figures.Milliseconds(total.P95)),
                Tables.Cell(string.Join(" ", run.Labels.Select(label => $"{label.Key}={label.Value}").Append(run.Note)).Trim(), 60));
        }

        return table;
    }
}
