namespace Cicada.Terminal;

/// <summary>The size of the terminal in characters, also where there is none.</summary>
internal static class TerminalSize
{
    public static int Width => Ask(() => Console.WindowWidth, 80);

    public static int Height => Ask(() => Console.WindowHeight, 24);

    private static int Ask(Func<int> ask, int otherwise)
    {
        try
        {
            return ask() is > 0 and var size ? size : otherwise;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            return otherwise;
        }
    }
}
