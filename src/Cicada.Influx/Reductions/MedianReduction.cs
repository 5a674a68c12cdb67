using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>median</c>: the middle value, or the mean of the two in the middle; always a float.</summary>
internal sealed class MedianReduction : Reduction
{
    private readonly List<double> _floats = [];
    private readonly List<long> _integers = [];
    private readonly List<ulong> _unsigned = [];

    public override void Add(in StreamPoint point)
    {
        switch (point.Value.Kind)
        {
            case QueryValueKind.Float:
                _floats.Add(point.Value.AsFloat());
                break;
            case QueryValueKind.Unsigned:
                _unsigned.Add(point.Value.AsUnsigned());
                break;
            default:
                _integers.Add(point.Value.AsInteger());
                break;
        }
    }

    // Whole numbers are subtracted as such.
    public override void Emit(List<StreamPoint> results)
    {
        _floats.Sort();
        _integers.Sort();
        _unsigned.Sort();
        var median = _floats.Count > 0 ? Middle(_floats, static (low, high) => low + (high - low) / 2)
            : _unsigned.Count > 0 ? Middle(_unsigned, static (low, high) => low + (double)(high - low) / 2)
            : Middle(_integers, static (low, high) => low + (double)unchecked(high - low) / 2);
        results.Add(new StreamPoint(null!, NoTime, QueryValue.OfFloat(median), null));
    }

    public override void Reset()
    {
        _floats.Clear();
        _integers.Clear();
        _unsigned.Clear();
    }

    private static double Middle<T>(List<T> sorted, Func<T, T, double> between) => between(sorted[(sorted.Count - 1) / 2], sorted[sorted.Count / 2]);
}
