using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>spread</c>: the largest less the smallest.</summary>
internal sealed class SpreadReduction : Reduction
{
    private QueryValue _least;
    private QueryValue _most;

    public override void Add(in StreamPoint point)
    {
        if (_least.IsNull)
        {
            _least = _most = point.Value;
        }
        else if (ValueOrder.IsLess(point.Value, _least))
        {
            _least = point.Value;
        }
        else if (ValueOrder.IsLess(_most, point.Value))
        {
            _most = point.Value;
        }
    }

    public override void Emit(List<StreamPoint> results) => results.Add(new StreamPoint(null!, NoTime, _least.Kind switch
    {
        QueryValueKind.Float => QueryValue.OfFloat(_most.AsFloat() - _least.AsFloat()),
        QueryValueKind.Unsigned => QueryValue.OfUnsigned(_most.AsUnsigned() - _least.AsUnsigned()),
        _ => QueryValue.OfInteger(unchecked(_most.AsInteger() - _least.AsInteger())),
    }, null));

    public override void Reset() => (_least, _most) = (default, default);
}
