namespace Cicada.Influx.Streams;

/// <summary>
/// Values one after the other, sorted by <see cref="StreamSeries.Group"/> and time, both backwards in a descending query. Within one time and group, series are in order.
/// </summary>
internal abstract class PointStream : IDisposable
{
    // Written by the derived type; a field so that it is read without being copied.
    private protected StreamPoint _current;

    /// <summary>The point read last.</summary>
    public ref readonly StreamPoint Current => ref _current;

    /// <summary>Goes to the next point.</summary>
    /// <returns>False where there is none; then it is not asked again.</returns>
    public abstract bool Read();

    public abstract void Dispose();
}
