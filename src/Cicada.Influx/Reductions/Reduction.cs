using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary>Makes few values, mostly one, of those of one series and interval.</summary>
internal abstract class Reduction
{
    /// <summary>The time of a value that has none of its own: it gets that of the interval.</summary>
    public const long NoTime = long.MinValue;

    /// <summary>Takes a value; none is null.</summary>
    public abstract void Add(in StreamPoint point);

    /// <summary>Gives the results, in the order of their times. Their series need not be set.</summary>
    public abstract void Emit(List<StreamPoint> results);

    /// <summary>Forgets what was added.</summary>
    public abstract void Reset();
}
