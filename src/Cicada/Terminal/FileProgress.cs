namespace Cicada.Terminal;

/// <summary>One line about how far a long work on a file has come, written over and over; nothing where nobody watches.</summary>
/// <param name="output">The error output.</param>
/// <param name="isShown">Whether it is a terminal.</param>
/// <param name="clock">The clock.</param>
internal sealed class FileProgress(TextWriter output, bool isShown, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly long _began = clock.GetTimestamp();
    private long _shown = clock.GetTimestamp();
    private int _width;

    /// <summary>Says how far it is, if it has not been said just now.</summary>
    /// <param name="what">What is counted: <c>points</c>, <c>lines</c>.</param>
    /// <param name="count">How many there are so far.</param>
    /// <param name="part">How much of the whole is done.</param>
    /// <param name="whole">The whole, or 0 where it is not known.</param>
    public void Show(string what, long count, long part, long whole)
    {
        if (!isShown || clock.GetElapsedTime(_shown) < Interval)
        {
            return;
        }

        _shown = clock.GetTimestamp();
        var percent = whole > 0 ? $", {Math.Min(100, 100 * part / whole)}%" : "";
        var line = $"{Figures.Count(count)} {what}{percent}, {Figures.Duration(clock.GetElapsedTime(_began))}";
        output.Write("\r" + line.PadRight(_width));
        output.Flush();
        _width = line.Length;
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_width > 0)
        {
            output.Write("\r" + new string(' ', _width) + "\r");
            output.Flush();
            _width = 0;
        }
    }
}
