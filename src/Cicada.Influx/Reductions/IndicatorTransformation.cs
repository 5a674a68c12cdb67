using Cicada.Influx.Selection;

namespace Cicada.Influx.Reductions;

/// <summary>The figures of technical analysis, once they are warm.</summary>
/// <param name="indicator">The figure.</param>
/// <param name="held">How many values go by first; null for as many as the figure takes to warm up.</param>
/// <param name="skipsInfinity">Whether there is no result where the figure is infinite.</param>
internal sealed class IndicatorTransformation(Indicator indicator, int? held, bool skipsInfinity) : Transformation
{
    private readonly int _held = held ?? indicator.WarmCount;
    private int _count;

    public override bool Add(long time, in QueryValue value, out long resultTime, out QueryValue result)
    {
        var figure = indicator.Add(value.AsNumber());
        (resultTime, result) = (time, QueryValue.OfFloat(figure));
        _count += _count <= _held ? 1 : 0;
        return _count > _held && !(skipsInfinity && double.IsInfinity(figure));
    }
}
