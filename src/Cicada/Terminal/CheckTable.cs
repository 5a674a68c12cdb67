using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>How often each check held, at the end of a run.</summary>
internal sealed class CheckTable(IReadOnlyList<CheckSummary> checks)
{
    private static readonly FigureColumn<CheckSummary>[] Columns =
    [
        new("passed", check => Figures.Count(check.Passes)),
        new("failed", check => Figures.Count(check.Fails), check => Colours.OfFailures(check.Fails)),
        new("passed %", check => Figures.Number(Shown(check.PassedPercent))),
    ];

    /// <summary>The table.</summary>
    public IRenderable Render(int width) =>
        new FigureTable<CheckSummary>(Columns, [.. checks.Select(check => new FigureRow<CheckSummary>("check", check.Name, Style.Plain, check))]).Render(width);

    // 99.99 would be rounded to 100, which means that none has failed.
    private static double Shown(double percent) => percent is > 99.9 and < 100 ? 99.9 : Math.Round(percent, 1);
}
