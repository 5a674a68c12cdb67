using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary>Holds all values of the interval, and looks at them when they are all there.</summary>
internal abstract class HeldReduction : Reduction
{
    protected List<StreamPoint> Points { get; } = [];

    public override void Add(in StreamPoint point) => Points.Add(point.Others is { } others ? point with { Others = [.. others] } : point);

    public override void Reset() => Points.Clear();

    /// <summary>Sorts the points by value; equal ones keep their order.</summary>
    protected void SortByValue() => Sort(static (left, right) => ValueOrder.Compare(left.Value, right.Value));

    protected void Sort(Comparison<StreamPoint> comparison)
    {
        // A stable sort, by the places they had.
        var places = new int[Points.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        var before = Points.ToArray();
        Array.Sort(places, (left, right) => comparison(before[left], before[right]) is not 0 and var order ? order : left.CompareTo(right));
        for (var i = 0; i < places.Length; i++)
        {
            Points[i] = before[places[i]];
        }
    }

    protected static StreamPoint Result(QueryValue value) => new(null!, NoTime, value, null);
}
