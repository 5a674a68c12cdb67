using System.Text;
using Cicada.Results;
using Cicada.Storage.Queries;
using Cicada.Terminal;

namespace Cicada.Comparison;

/// <summary>A comparison of two runs as Markdown, for a pull request.</summary>
internal static class ComparisonMarkdown
{
    public static string Of(ComparisonDocument document)
    {
        var runs = document.Comparison;
        var text = new StringBuilder().Append("### ").Append(Escape(document.Run)).Append(" compared with ").Append(Escape(document.Base)).Append("\n\n");
        foreach (var warning in runs.Warnings)
        {
            text.Append("> ").Append(Escape(warning)).Append("\n\n");
        }

        if (document.Regressions.Count > 0)
        {
            Row(text, "", "Regression", "base → run");
            Row(text, "---", "---", "---");
            foreach (var rule in document.Regressions)
            {
                Row(text, DifferenceText.Word(rule.State).TrimStart('~', ' '), Escape(rule.Text), Escape(DifferenceText.Seen(ComparisonSummaries.Of(rule))));
            }

            text.Append('\n');
        }

        Row(text, "Request", "", "base", "run", "difference", "99% interval", "");
        Row(text, "---", "---", "---:", "---:", "---:", "---:", "---");
        foreach (var request in (IEnumerable<ComparedRequest>)[.. runs.Requests, runs.Total])
        {
            var name = Escape(DifferenceText.NameOf(request.RequestType, request.Name));
            if (request.Differences[0] is not { } differences)
            {
                Row(text, name, "", "", "", "", "", request.Figures.All(figures => figures is null) ? "in neither" : ComparisonText.OnlyIn(request));
                continue;
            }

            foreach (var (figure, label) in ComparisonText.Shown)
            {
                var difference = differences.Single(one => one.Figure == figure);
                Row(
                    text,
                    figure == ComparedFigure.Rps ? name : "",
                    label,
                    ComparisonText.Value(figure, Storage.Queries.Figures.Of(figure, request.Figures[0]!)),
                    ComparisonText.Value(figure, Storage.Queries.Figures.Of(figure, request.Figures[1]!)),
                    ComparisonText.Change(difference),
                    ComparisonText.Interval(difference),
                    difference.Meaning == DifferenceMeaning.Worse ? "**worse**" : ComparisonText.Meaning(difference));
            }
        }

        if (runs.Setup.Count > 0)
        {
            text.Append('\n');
            Row(text, "Set-up", "base", "run");
            Row(text, "---", "---", "---");
            foreach (var setting in runs.Setup)
            {
                Row(text, Escape(setting.Name), Escape(setting.Values[0] ?? "–"), Escape(setting.Values[1] ?? "–"));
            }
        }

        return text.ToString();
    }

    private static string Escape(string text) => MarkdownText.Of(text, int.MaxValue);

    private static void Row(StringBuilder text, params ReadOnlySpan<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
