using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary>Holds all values of the interval as plain numbers.</summary>
internal abstract class NumbersReduction : Reduction
{
    protected List<double> Numbers { get; } = [];

    public override void Add(in StreamPoint point) => Numbers.Add(point.Value.AsNumber());

    public override void Reset() => Numbers.Clear();

    protected static StreamPoint Result(double value) => new(null!, NoTime, QueryValue.OfFloat(value), null);
}
