using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>mode</c>: the most frequent value; of equally frequent ones the one that began first, as InfluxDB counts it. Of truth values, true.</summary>
internal sealed class ModeReduction : HeldReduction
{
    public override void Emit(List<StreamPoint> results)
    {
        if (Points.Count == 1)
        {
            results.Add(Points[0]);
            return;
        }

        if (Points[0].Value.Kind == QueryValueKind.Boolean)
        {
            var isTrue = Points.Count(point => point.Value.AsBoolean()) * 2 >= Points.Count;
            results.Add(Result(QueryValue.OfBoolean(isTrue)));
            return;
        }

        SortByValue();
        var (most, mostCount, mostTime) = (Points[0].Value, 0, Points[0].Time);
        var (value, count, time) = (most, 0, mostTime);
        foreach (var point in Points)
        {
            if (!ValueOrder.AreEqual(point.Value, value))
            {
                // The first of a run is not compared, and so one of a kind never wins over the smallest.
                (value, count, time) = (point.Value, 1, point.Time);
                continue;
            }

            count++;
            if (mostCount < count || (mostCount == count && time <= mostTime))
            {
                (most, mostCount, mostTime) = (value, count, point.Time);
            }
        }

        results.Add(Result(most));
    }
}
