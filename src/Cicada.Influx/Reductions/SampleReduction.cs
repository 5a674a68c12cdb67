using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>sample</c>: some points, each as likely as any other.</summary>
internal sealed class SampleReduction(int size, Random random) : Reduction
{
    private readonly List<StreamPoint> _chosen = [];
    private int _seen;

    public override void Add(in StreamPoint point)
    {
        _seen++;
        var place = _chosen.Count < size ? _chosen.Count : random.Next(_seen);
        if (place >= size)
        {
            return;
        }

        var kept = point.Others is { } others ? point with { Others = [.. others] } : point;
        if (place == _chosen.Count)
        {
            _chosen.Add(kept);
        }
        else
        {
            _chosen[place] = kept;
        }
    }

    public override void Emit(List<StreamPoint> results)
    {
        _chosen.Sort(static (left, right) => left.Time != right.Time ? left.Time.CompareTo(right.Time) : ValueOrder.Compare(left.Value, right.Value));
        results.AddRange(_chosen);
    }

    public override void Reset()
    {
        _chosen.Clear();
        _seen = 0;
    }
}
