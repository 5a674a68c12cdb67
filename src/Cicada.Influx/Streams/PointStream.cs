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
    /// <returns>
    /// False where there is none. It may be asked again: as in InfluxDB, an interval of whose points a function makes nothing looks like an end to whoever does
    /// not ask again, and what is made of later intervals follows.
    /// </returns>
    public abstract bool Read();

    public abstract void Dispose();
}
