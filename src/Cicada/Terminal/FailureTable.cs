using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>Failures and exceptions by kind, most frequent first.</summary>
internal static class FailureTable
{
    /// <summary>Failed requests.</summary>
    /// <param name="failures">By kind.</param>
    /// <param name="rows">The most rows; a last line says how many more there are.</param>
    /// <param name="width">Of the screen.</param>
    public static Table Of(IReadOnlyList<FailureSummary> failures, int rows, int width)
    {
        var table = Tables.Create().Number("failed").Text("Request").Text("Why");
        var (request, why) = Shares(width);
        foreach (var failure in failures.Take(rows))
        {
            table.AddRow(
                Tables.Number(Figures.Count(failure.Occurrences), Colours.Bad),
                Tables.Cell($"{failure.RequestType} {failure.Name}", request),
                Tables.Cell(Reason(failure.Exception, failure.Message), why));
        }

        return More(table, failures.Count - rows, "failures");
    }

    /// <summary>Exceptions from users' tasks.</summary>
    public static Table Of(IReadOnlyList<UserErrorSummary> errors, int rows, int width)
    {
        var table = Tables.Create().Number("thrown").Text("Exception of a task").Text("Message");
        var (exception, message) = Shares(width);
        foreach (var error in errors.Take(rows))
        {
            table.AddRow(
                Tables.Number(Figures.Count(error.Occurrences), Colours.Bad),
                Tables.Cell(error.Exception, exception),
                Tables.Cell(error.Message, message));
        }

        return More(table, errors.Count - rows, "exceptions");
    }

    /// <summary>The class of a failure with its text, said once where they are the same.</summary>
    public static string Reason(string errorClass, string message) =>
        message.Length == 0 || message == errorClass ? errorClass : $"{errorClass}: {message}";

    private static (int Left, int Right) Shares(int width)
    {
        var left = Math.Clamp((width - 16) / 3, 12, 60);
        return (left, Math.Max(12, width - 16 - left));
    }

    private static Table More(Table table, int more, string what) => more > 0
        ? table.AddRow(new Text(""), new Text($"… {Figures.Count(more)} more {(more == 1 ? "kind" : "kinds")} of {what}", Colours.Quiet), new Text(""))
        : table;
}
