using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>count</c></summary>
internal sealed class CountReduction : Reduction
{
    private long _count;

    public override void Add(in StreamPoint point) => _count++;

    public override void Emit(List<StreamPoint> results) => results.Add(new StreamPoint(null!, NoTime, QueryValue.OfInteger(_count), null));

    public override void Reset() => _count = 0;
}
