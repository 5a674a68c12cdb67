using Cicada.Influx.Selection;

namespace Cicada.Influx.Reductions;

/// <summary>Makes a value of each value of a series and of those before it.</summary>
internal abstract class Transformation
{
    /// <summary>Takes a value.</summary>
    /// <returns>Whether there is a result.</returns>
    public abstract bool Add(long time, in QueryValue value, out long resultTime, out QueryValue result);

    /// <summary>Ends the series.</summary>
    /// <returns>Whether there is one more result.</returns>
    public virtual bool Finish(out long resultTime, out QueryValue result)
    {
        (resultTime, result) = (0, default);
        return false;
    }
}
