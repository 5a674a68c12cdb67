using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>median</c>: the middle value, or the mean of the two in the middle; always a float.</summary>
internal sealed class MedianReduction : HeldReduction
{
    public override void Emit(List<StreamPoint> results)
    {
        SortByValue();
        var middle = Points.Count / 2;
        var upper = ValueOrder.AsNumber(Points[middle].Value);
        if (Points.Count % 2 == 1)
        {
            results.Add(Result(QueryValue.OfFloat(upper)));
            return;
        }

        // Whole numbers are subtracted as such.
        var (low, high) = (Points[middle - 1].Value, Points[middle].Value);
        var lower = ValueOrder.AsNumber(low);
        var difference = low.Kind switch
        {
            QueryValueKind.Float => upper - lower,
            QueryValueKind.Unsigned => unchecked(high.AsUnsigned() - low.AsUnsigned()),
            _ => unchecked(high.AsInteger() - low.AsInteger()),
        };
        results.Add(Result(QueryValue.OfFloat(lower + difference / 2)));
    }
}
