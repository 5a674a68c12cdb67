using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>
/// A table of requests with numbers behind their names, one line a row: names are cut to what the numbers leave them, and columns
/// that may go are left out where that is not enough.
/// </summary>
internal sealed class FigureTable<T>(IReadOnlyList<FigureColumn<T>> columns, IReadOnlyList<FigureRow<T>> rows)
    where T : class
{
    private const int LongestType = 11;
    private const int ShortestName = 16;
    private const int LongestName = 80;

    // What Spectre's table puts around each column, and at the left of the first.
    private const int Around = 2;
    private const int Margin = 1;

    /// <summary>Whether all columns fit beside names of a fair length.</summary>
    public bool Fits(int width) => RoomForNames(columns, width) >= Math.Min(ShortestName, LongestNeeded());

    /// <summary>The table.</summary>
    public Table Render(int width)
    {
        var shown = columns.ToList();
        while (RoomForNames(shown, width) < Math.Min(ShortestName, LongestNeeded()) && shown.Exists(column => column.Order > 0))
        {
            shown.Remove(shown.MaxBy(column => column.Order)!);
        }

        var room = Math.Clamp(RoomForNames(shown, width), 6, LongestName);
        var table = Tables.Create().Text("Type").Text("Name");
        foreach (var column in shown)
        {
            table.Number(column.Head);
        }

        foreach (var row in rows)
        {
            table.AddRow([
                Tables.Cell(row.Type, LongestType),
                Tables.Cell(row.Name, room, row.Style),
                .. shown.Select(column => Number(column, row.Value)),
            ]);
        }

        return table;
    }

    private static Text Number(FigureColumn<T> column, T? value) =>
        value is null ? new Text("") : new Text(column.Text(value), column.Style?.Invoke(value) ?? Style.Plain);

    private int RoomForNames(IReadOnlyList<FigureColumn<T>> shown, int width)
    {
        var type = Math.Min(LongestType, Widest(rows.Select(row => row.Type).Append("Type")));
        var numbers = shown.Sum(column => Around + Widest(rows.Where(row => row.Value is not null).Select(row => column.Text(row.Value!)).Append(column.Head)));
        return width - 1 - Margin - (2 * Around) - type - numbers;
    }

    private int LongestNeeded() => Widest(rows.Select(row => row.Name).Append("Name"));

    private static int Widest(IEnumerable<string> texts) => texts.Max(text => text.Length);
}
