using Cicada.Influx.Selection;

namespace Cicada.Influx.Reductions;

/// <summary><c>elapsed</c>: the time since the value before, in whole units.</summary>
/// <param name="unit">The unit in nanoseconds.</param>
internal sealed class ElapsedTransformation(long unit) : Transformation
{
    private long? _before;

    public override bool Add(long time, in QueryValue value, out long resultTime, out QueryValue result)
    {
        resultTime = time;
        result = _before is { } before ? QueryValue.OfInteger(unchecked(time - before) / unit) : default;
        _before = time;
        return !result.IsNull;
    }
}
