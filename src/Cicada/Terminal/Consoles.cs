using System.Text;
using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>Makes consoles for Spectre.Console.</summary>
internal static class Consoles
{
    // A redirected output has no width of its own; wide enough that no table breaks a line.
    private const int WidthOfFile = 200;

    /// <summary>A console that writes to a terminal, or plain text to a file or a pipe.</summary>
    public static IAnsiConsole Of(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = isTerminal ? TerminalSize.Width : WidthOfFile;
        console.Profile.Height = isTerminal ? TerminalSize.Height : int.MaxValue;
        console.Profile.Encoding = Encoding.UTF8;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
