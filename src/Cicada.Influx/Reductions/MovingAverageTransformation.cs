using Cicada.Influx.Selection;

namespace Cicada.Influx.Reductions;

/// <summary><c>moving_average</c>: the mean of the last values.</summary>
internal sealed class MovingAverageTransformation(int size) : Transformation
{
    private readonly QueryValue[] _last = new QueryValue[size];
    private int _count;
    private int _next;
    private double _float;
    private long _whole;

    public override bool Add(long time, in QueryValue value, out long resultTime, out QueryValue result)
    {
        (resultTime, result) = (time, default);
        var leaving = _last[_next];
        if (value.Kind == QueryValueKind.Float)
        {
            // In this order, so that what is lost in rounding is the same as elsewhere.
            _float = leaving.IsNull ? _float : _float - leaving.AsFloat();
            _float += value.AsFloat();
        }
        else
        {
            _whole = unchecked(_whole - (leaving.IsNull ? 0 : leaving.AsInteger()) + value.AsInteger());
        }

        _last[_next] = value;
        _next = (_next + 1) % size;
        _count = Math.Min(_count + 1, size);
        if (_count < size)
        {
            return false;
        }

        result = QueryValue.OfFloat((value.Kind switch
        {
            QueryValueKind.Float => _float,
            QueryValueKind.Unsigned => unchecked((ulong)_whole),
            _ => _whole,
        }) / size);
        return true;
    }
}
