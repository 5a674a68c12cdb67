using Cicada.Influx.Selection;

namespace Cicada.Influx.Reductions;

/// <summary><c>cumulative_sum</c>: the sum of all values so far.</summary>
internal sealed class CumulativeSumTransformation : Transformation
{
    private double _float;
    private long _whole;

    public override bool Add(long time, in QueryValue value, out long resultTime, out QueryValue result)
    {
        resultTime = time;
        if (value.Kind == QueryValueKind.Float)
        {
            _float += value.AsFloat();
            result = QueryValue.OfFloat(_float);
        }
        else
        {
            _whole = unchecked(_whole + value.AsInteger());
            result = value.Kind == QueryValueKind.Unsigned ? QueryValue.OfUnsigned(unchecked((ulong)_whole)) : QueryValue.OfInteger(_whole);
        }

        return true;
    }
}
