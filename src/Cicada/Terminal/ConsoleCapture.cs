using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>While a live screen is shown, prints what users' code and the log write to the console above it, line by line.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly LineWriter _lines;

    private ConsoleCapture(IAnsiConsole console)
    {
        _output = Console.Out;
        _error = Console.Error;
        _lines = new LineWriter(line => console.Write(new AboveScreen(PlainText.Of(line, int.MaxValue))));
    }

    /// <summary>Begins.</summary>
    public static ConsoleCapture Start(IAnsiConsole console)
    {
        var capture = new ConsoleCapture(console);
        Console.SetOut(capture._lines);
        if (!Console.IsErrorRedirected)
        {
            Console.SetError(capture._lines);
        }

        return capture;
    }

    /// <summary>Gives the console back.</summary>
    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
        _lines.Complete();
        _lines.Dispose();
    }

    // The cursor stands at the top of the screen, which is painted again below: what is left of it there has to go first.
    private sealed class AboveScreen(string line) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            [Segment.Control("\u001b[J"), .. ((IRenderable)new Text(line + "\n")).Render(options, maxWidth)];
    }
}
