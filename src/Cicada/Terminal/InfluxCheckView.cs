using Cicada.Influx;
using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>What came out of checking an InfluxDB, for a person.</summary>
internal static class InfluxCheckView
{
    /// <summary>Prints it: the address, a sentence for each step, and what it comes to.</summary>
    /// <param name="result">What came out.</param>
    /// <param name="console">Where to print.</param>
    /// <param name="isTerminal">Whether that is a terminal; who reads a file is given words to look for.</param>
    public static void Write(InfluxCheckResult result, IAnsiConsole console, bool isTerminal)
    {
        console.Write(new Text(PlainText.Of(result.Address, 1000) + "\n", Colours.Strong));
        var tried = result.Steps.Where(step => step.Finding != InfluxFinding.NotTried).ToList();
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1)).AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        foreach (var step in tried)
        {
            grid.AddRow(new Text(isTerminal ? Mark(step.Finding) : Word(step.Finding), StyleOf(step.Finding)), new Text(PlainText.Of(step.Sentence, 2000)));
        }

        console.Write(grid);
        var left = result.Steps.Except(tried).Select(step => step.Name.Replace('_', ' ')).ToArray();
        console.Write(new Text(
            (result.CanRecord ? "A run can be recorded there." : $"A run cannot be recorded there like that.{(left.Length == 0 ? "" : $" Not tried: {string.Join(", ", left)}.")}") + "\n",
            result.CanRecord ? Colours.Good : Colours.Bad));
    }

    /// <summary>A finding in a word.</summary>
    public static string Word(InfluxFinding finding) => finding switch
    {
        InfluxFinding.Good => "good",
        InfluxFinding.Bad => "bad",
        InfluxFinding.Unknown => "unknown",
        _ => "not_tried",
    };

    private static string Mark(InfluxFinding finding) => finding switch
    {
        InfluxFinding.Good => "✓",
        InfluxFinding.Bad => "✗",
        _ => "?",
    };

    private static Style StyleOf(InfluxFinding finding) => finding switch
    {
        InfluxFinding.Good => Colours.Good,
        InfluxFinding.Bad => Colours.Bad,
        _ => Colours.Warning,
    };
}
