using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>distinct</c>: each value once, in the order of their first times, those of one time in that of the values.</summary>
internal sealed class DistinctReduction : Reduction
{
    private readonly Dictionary<QueryValue, long> _times = [];

    public override void Add(in StreamPoint point) => _times.TryAdd(point.Value == NegativeZero ? QueryValue.OfFloat(0) : point.Value, point.Time);

    public override void Emit(List<StreamPoint> results)
    {
        var first = results.Count;
        foreach (var (value, time) in _times)
        {
            results.Add(new StreamPoint(null!, time, value, null));
        }

        results.Sort(first, results.Count - first, Comparer<StreamPoint>.Create(
            static (left, right) => left.Time != right.Time ? left.Time.CompareTo(right.Time) : ValueOrder.Compare(left.Value, right.Value)));
    }

    public override void Reset() => _times.Clear();

    private static QueryValue NegativeZero => QueryValue.OfFloat(-0.0);
}
