using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>percentile</c>: the point whose rank is nearest; none where there is no such rank.</summary>
internal sealed class PercentileReduction(double percentile) : HeldReduction
{
    public override void Emit(List<StreamPoint> results)
    {
        if (NearestRank.Of(Points.Count, percentile) is { } place)
        {
            SortByValue();
            results.Add(Points[place]);
        }
    }
}
