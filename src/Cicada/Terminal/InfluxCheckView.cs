using Cicada.Influx;
using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>What came out of checking an InfluxDB, for a person.</summary>
internal static class InfluxCheckView
{
    /// <summary>Prints it to a terminal: the address, a sentence for each step, and what it comes to.</summary>
    /// <param name="result">What came out.</param>
    /// <param name="console">The terminal.</param>
    public static void Write(InfluxCheckResult result, IAnsiConsole console)
    {
        console.Write(new Text(PlainText.Of(result.Address, 1000) + "\n", Colours.Strong));
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1)).AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        foreach (var step in Tried(result))
        {
            grid.AddRow(new Text(Mark(step.Finding), StyleOf(step.Finding)), new Text(PlainText.Of(step.Sentence, 2000)));
        }

        console.Write(grid);
        console.Write(new Text(Conclusion(result) + "\n", result.CanRecord ? Colours.Good : Colours.Bad));
    }

    /// <summary>The same as lines of a file, with words to look for.</summary>
    /// <param name="result">What came out.</param>
    public static IEnumerable<string> Lines(InfluxCheckResult result) =>
    [
        PlainText.Of(result.Address, 1000),
        .. Tried(result).Select(step => $"  {Word(step.Finding),-7} {PlainText.Of(step.Sentence, 2000)}"),
        Conclusion(result),
    ];

    /// <summary>A finding in a word.</summary>
    public static string Word(InfluxFinding finding) => finding switch
    {
        InfluxFinding.Good => "good",
        InfluxFinding.Bad => "bad",
        InfluxFinding.Unknown => "unknown",
        _ => "not_tried",
    };

    private static IEnumerable<InfluxCheckStep> Tried(InfluxCheckResult result) => result.Steps.Where(step => step.Finding != InfluxFinding.NotTried);

    private static string Conclusion(InfluxCheckResult result)
    {
        var left = result.Steps.Except(Tried(result)).Select(step => step.Name.Replace('_', ' ')).ToArray();
        return result.CanRecord ? "A run can be recorded there."
            : "A run cannot be recorded there like that." + (left.Length == 0 ? "" : $" Not tried: {string.Join(", ", left)}.");
    }

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
