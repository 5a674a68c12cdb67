using Cicada.Influx.Selection;

namespace Cicada.Influx.Reductions;

/// <summary><c>moving_average</c>: the mean of the last values.</summary>
internal sealed class MovingAverageTransformation(int size) : Transformation
{
    private readonly Queue<QueryValue> _last = [];
    private double _float;
    private long _whole;

    public override bool Add(long time, in QueryValue value, out long resultTime, out QueryValue result)
    {
        (resultTime, result) = (time, default);
        var leaving = _last.Count == size ? _last.Dequeue() : default;
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

        _last.Enqueue(value);
        if (_last.Count < size)
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
