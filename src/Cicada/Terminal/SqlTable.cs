using Cicada.Commands;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>The answer to a query, as a table.</summary>
internal static class SqlTable
{
    // A table is for looking at; who wants a million rows wants --csv or --json.
    private const int MostRows = 1000;

    public static IRenderable Render(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var shown = rows.Take(MostRows + 1).ToList();
        var table = Tables.Create();
        for (var i = 0; i < columns.Count; i++)
        {
            var name = PlainText.Of(columns[i], 60);
            var isNumber = shown.Exists(row => SqlValue.IsNumber(row[i]));
            _ = isNumber ? table.Number(name) : table.Text(name);
        }

        foreach (var row in shown.Take(MostRows))
        {
            table.AddRow(row.Select(value => Tables.Cell(SqlValue.Text(value), 200)));
        }

        return shown.Count > MostRows
            ? new Rows(table, new Text($"… more than {Figures.Count(MostRows)} rows; add a LIMIT, or print all with --csv or --json.", Colours.Quiet))
            : table;
    }
}
