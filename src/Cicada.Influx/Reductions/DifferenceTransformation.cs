using Cicada.Influx.Selection;

namespace Cicada.Influx.Reductions;

/// <summary><c>difference</c> and <c>derivative</c>: how much a value differs from the one before, in all or for a unit of time. Of several values at one time only the first counts.</summary>
/// <param name="unit">The unit of time in nanoseconds; null for the plain difference.</param>
/// <param name="isNonNegative">Whether what is less than 0 is left out.</param>
/// <param name="isDescending">Whether times run backwards.</param>
internal sealed class DifferenceTransformation(long? unit, bool isNonNegative, bool isDescending) : Transformation
{
    private QueryValue _before;
    private long _beforeTime;

    public override bool Add(long time, in QueryValue value, out long resultTime, out QueryValue result)
    {
        (resultTime, result) = (time, default);
        if (!_before.IsNull && _beforeTime == time)
        {
            return false;
        }

        var (before, beforeTime) = (_before, _beforeTime);
        (_before, _beforeTime) = (value, time);
        if (before.IsNull || (isNonNegative && ValueOrder.IsLess(Difference(value, before), Zero(value.Kind))) || (isNonNegative && IsLessUnsigned(value, before)))
        {
            return false;
        }

        if (unit is { } nanoseconds)
        {
            var elapsed = isDescending ? beforeTime - time : time - beforeTime;
            result = QueryValue.OfFloat(Change(value, before) / ((double)elapsed / nanoseconds));
        }
        else
        {
            result = Difference(value, before);
        }

        return true;
    }

    private static bool IsLessUnsigned(in QueryValue value, in QueryValue before) => value.Kind == QueryValueKind.Unsigned && value.AsUnsigned() < before.AsUnsigned();

    private static QueryValue Zero(QueryValueKind kind) =>
        kind == QueryValueKind.Float ? QueryValue.OfFloat(0) : kind == QueryValueKind.Unsigned ? QueryValue.OfUnsigned(0) : QueryValue.OfInteger(0);

    private static QueryValue Difference(in QueryValue value, in QueryValue before) => value.Kind switch
    {
        QueryValueKind.Float => QueryValue.OfFloat(value.AsFloat() - before.AsFloat()),
        QueryValueKind.Unsigned => QueryValue.OfUnsigned(unchecked(value.AsUnsigned() - before.AsUnsigned())),
        _ => QueryValue.OfInteger(unchecked(value.AsInteger() - before.AsInteger())),
    };

    private static double Change(in QueryValue value, in QueryValue before) => value.Kind switch
    {
        QueryValueKind.Float => value.AsFloat() - before.AsFloat(),
        QueryValueKind.Unsigned => value.AsUnsigned() > before.AsUnsigned() ? value.AsUnsigned() - before.AsUnsigned() : -(double)(before.AsUnsigned() - value.AsUnsigned()),
        _ => unchecked(value.AsInteger() - before.AsInteger()),
    };
}
