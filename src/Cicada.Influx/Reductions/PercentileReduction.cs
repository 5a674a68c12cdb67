using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>percentile</c>: the point whose rank is nearest; none where there is no such rank.</summary>
internal sealed class PercentileReduction(double percentile) : HeldReduction
{
    public override void Emit(List<StreamPoint> results)
    {
        var rank = Math.Floor(Points.Count * percentile / 100 + 0.5) - 1;
        if (rank >= 0 && rank < Points.Count)
        {
            SortByValue();
            results.Add(Points[(int)rank]);
        }
    }
}
