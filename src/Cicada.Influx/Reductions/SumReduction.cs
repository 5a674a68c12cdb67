using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>sum</c> and <c>mean</c>. Whole numbers are added as such, so a sum may run over.</summary>
internal sealed class SumReduction(bool isMean) : Reduction
{
    private QueryValueKind _kind;
    private long _count;
    private long _whole;
    private double _float;

    public override void Add(in StreamPoint point)
    {
        _kind = point.Value.Kind;
        _count++;
        if (_kind == QueryValueKind.Float)
        {
            _float += point.Value.AsFloat();
        }
        else
        {
            // The same bits for both kinds of whole numbers.
            _whole = unchecked(_whole + point.Value.AsInteger());
        }
    }

    public override void Emit(List<StreamPoint> results) => results.Add(new StreamPoint(null!, NoTime, isMean ? Mean() : Sum(), null));

    public override void Reset() => (_count, _whole, _float) = (0, 0, 0);

    private QueryValue Sum() => _kind switch
    {
        QueryValueKind.Float => QueryValue.OfFloat(_float),
        QueryValueKind.Unsigned => QueryValue.OfUnsigned(unchecked((ulong)_whole)),
        _ => QueryValue.OfInteger(_whole),
    };

    private QueryValue Mean() => QueryValue.OfFloat(_kind switch
    {
        QueryValueKind.Float => _float / _count,
        QueryValueKind.Unsigned => (double)unchecked((ulong)_whole) / _count,
        _ => (double)_whole / _count,
    });
}
