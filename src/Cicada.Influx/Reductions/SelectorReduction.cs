using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>first</c>, <c>last</c>, <c>min</c> and <c>max</c>: of equal ones the earliest, of those at one time the one with the largest value.</summary>
internal sealed class SelectorReduction(SelectorKind kind) : Reduction
{
    private StreamPoint _best;
    private bool _hasBest;

    public override void Add(in StreamPoint point)
    {
        if (!_hasBest || IsBetter(point))
        {
            _hasBest = true;
            var others = _best.Others;
            _best = point;
            if (point.Others is { } list)
            {
                // The list of the one before is used again.
                others ??= new QueryValue[list.Length];
                list.CopyTo(others, 0);
                _best.Others = others;
            }
        }
    }

    public override void Emit(List<StreamPoint> results)
    {
        if (_hasBest)
        {
            results.Add(_best);
        }
    }

    public override void Reset() => (_hasBest, _best) = (false, default);

    private bool IsBetter(in StreamPoint point) => kind switch
    {
        SelectorKind.Min => ValueOrder.IsLess(point.Value, _best.Value) || (point.Time < _best.Time && ValueOrder.AreEqual(point.Value, _best.Value)),
        SelectorKind.Max => ValueOrder.IsLess(_best.Value, point.Value) || (point.Time < _best.Time && ValueOrder.AreEqual(point.Value, _best.Value)),
        SelectorKind.First => point.Time < _best.Time || (point.Time == _best.Time && IsPreferred(point)),
        _ => point.Time > _best.Time || (point.Time == _best.Time && IsPreferred(point)),
    };

    // Of two truth values at one time the first is false, the last is true.
    private bool IsPreferred(in StreamPoint point) =>
        kind == SelectorKind.First && point.Value.Kind == QueryValueKind.Boolean ? ValueOrder.IsLess(point.Value, _best.Value) : ValueOrder.IsLess(_best.Value, point.Value);
}
