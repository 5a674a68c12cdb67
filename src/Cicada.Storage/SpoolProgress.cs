using System.Globalization;

namespace Cicada.Storage;

/// <summary>Says how far the spool has been taken in, where that takes so long that somebody might wonder.</summary>
/// <param name="store">The store's file.</param>
/// <param name="clock">The clock.</param>
/// <param name="tell">Takes the sentences.</param>
internal sealed class SpoolProgress(string store, TimeProvider clock, Action<string> tell)
{
    private static readonly TimeSpan AtFirst = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterThat = TimeSpan.FromSeconds(10);

    private readonly long _started = clock.GetTimestamp();
    private readonly int _files = StoreSpool.FilesOf(store).Count;
    private TimeSpan _next = AtFirst;
    private int _asked;

    /// <summary>Before a file: all are taken in, however long that takes.</summary>
    public bool GoOn()
    {
        var elapsed = clock.GetElapsedTime(_started);
        if (elapsed >= _next)
        {
            _next = elapsed + AfterThat;
            tell(string.Create(
                CultureInfo.InvariantCulture,
                $"The store '{store}' first takes in what earlier runs left in its spool: {_asked} of {_files} files after {elapsed.TotalSeconds:0} s. "
                + $"Wait until that is done, or end this and go on another time: what is taken in stays so."));
        }

        _asked++;
        return true;
    }
}
