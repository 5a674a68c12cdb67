using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>top</c> and <c>bottom</c>: the points with the largest or smallest values; of equal ones the earliest.</summary>
internal sealed class ExtremesReduction(int count, bool isTop) : Reduction
{
    private readonly List<StreamPoint> _best = [];

    public override void Add(in StreamPoint point)
    {
        // Sorted, the best first. There are few: a search of the place is quicker than a heap here.
        if (_best.Count == count && !IsBetter(point, _best[^1]))
        {
            return;
        }

        var (low, high) = (0, _best.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = IsBetter(point, _best[middle]) ? (low, middle) : (middle + 1, high);
        }

        QueryValue[]? others = null;
        if (_best.Count == count)
        {
            others = _best[^1].Others;
            _best.RemoveAt(count - 1);
        }

        if (point.Others is { } list)
        {
            others ??= new QueryValue[list.Length];
            list.CopyTo(others, 0);
        }

        _best.Insert(low, point with { Others = others });
    }

    public override void Emit(List<StreamPoint> results) => results.AddRange(_best.OrderBy(point => point.Time));

    public override void Reset() => _best.Clear();

    private bool IsBetter(in StreamPoint left, in StreamPoint right)
    {
        var order = ValueOrder.Compare(left.Value, right.Value);
        return order == 0 ? left.Time < right.Time : isTop ? order > 0 : order < 0;
    }
}
