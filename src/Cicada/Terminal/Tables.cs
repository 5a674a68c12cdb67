using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>Tables as all screens here show them: no frame, a rule under the heads, numbers to the right.</summary>
internal static class Tables
{
    /// <summary>A table without columns.</summary>
    public static Table Create() => new Table().Border(TableBorder.Simple);

    /// <summary>Adds a column of texts, cut where the screen ends.</summary>
    public static Table Text(this Table table, string head) => table.AddColumn(Column(head).LeftAligned());

    /// <summary>Adds a column of numbers.</summary>
    public static Table Number(this Table table, string head) => table.AddColumn(Column(head).RightAligned());

    /// <summary>A cell whose text comes from elsewhere, no wider than the limit.</summary>
    public static IRenderable Cell(string? text, int limit, Style? style = null) =>
        new Text(PlainText.Fit(text, limit), style) { Overflow = Overflow.Ellipsis };

    /// <summary>A cell with a number.</summary>
    public static IRenderable Number(string figure, Style? style = null) => new Text(figure, style);

    private static TableColumn Column(string head) => new(new Text(head, new Style(decoration: Decoration.Dim))) { NoWrap = true, Padding = new Padding(0, 0, 1, 0) };
}
