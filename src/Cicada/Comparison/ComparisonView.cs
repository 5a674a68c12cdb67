using Cicada.Storage.Queries;
using Cicada.Terminal;
using Spectre.Console;

namespace Cicada.Comparison;

/// <summary>A comparison of two runs on a terminal.</summary>
internal sealed class ComparisonView(ComparisonDocument document)
{
    private const int LongestValue = 60;

    public void Write(IAnsiConsole console)
    {
        var runs = document.Comparison;
        console.WriteLine($"{document.Run} compared with {document.Base}");
        foreach (var warning in runs.Warnings)
        {
            console.Write(new Text($"! {PlainText.Of(warning, 500)}\n", Colours.Warning));
        }

        console.Write(TableOf(runs));
        if (runs.Setup.Count > 0)
        {
            var table = Tables.Create().Text("Set-up").Text("base").Text("run");
            foreach (var setting in runs.Setup)
            {
                table.AddRow(Tables.Cell(setting.Name, LongestValue), Tables.Cell(setting.Values[0] ?? "–", LongestValue), Tables.Cell(setting.Values[1] ?? "–", LongestValue));
            }

            console.Write(table);
        }

        if (document.Regressions.Count > 0)
        {
            console.Write(RegressionTable.Of([.. document.Regressions.Select(ComparisonSummaries.Of)]));
        }
    }

    private static Table TableOf(ComparedRuns runs)
    {
        var table = Tables.Create().Text("Request").Text("").Number("base").Number("run").Number("difference").Number("99% interval").Text("");
        foreach (var request in (IEnumerable<ComparedRequest>)[.. runs.Requests, runs.Total])
        {
            var name = Tables.Cell(DifferenceText.NameOf(request.RequestType, request.Name), LongestValue, Colours.Strong);
            if (request.Differences[0] is not { } differences)
            {
                var text = request.Figures.All(figures => figures is null) ? "in neither" : ComparisonText.OnlyIn(request);
                table.AddRow(name, new Text(""), new Text(""), new Text(""), new Text(""), new Text(""), new Text(text, Colours.Warning));
                continue;
            }

            foreach (var (figure, label) in ComparisonText.Shown)
            {
                var difference = differences.Single(one => one.Figure == figure);
                var style = difference.Meaning switch
                {
                    DifferenceMeaning.Better => Colours.Good,
                    DifferenceMeaning.Worse => Colours.Bad,
                    DifferenceMeaning.Same => Style.Plain,
                    _ => Colours.Quiet,
                };
                table.AddRow(
                    figure == ComparedFigure.Rps ? name : new Text(""),
                    new Text(label),
                    Tables.Number(ComparisonText.Value(figure, Storage.Queries.Figures.Of(figure, request.Figures[0]!))),
                    Tables.Number(ComparisonText.Value(figure, Storage.Queries.Figures.Of(figure, request.Figures[1]!))),
                    Tables.Number(ComparisonText.Change(difference), style),
                    Tables.Number(ComparisonText.Interval(difference)),
                    new Text(ComparisonText.Meaning(difference), style));
            }
        }

        return table;
    }
}
