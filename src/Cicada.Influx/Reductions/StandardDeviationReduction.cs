using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>stddev</c>: of a sample; that of one value is not a number, which is not the same as none.</summary>
internal sealed class StandardDeviationReduction : NumbersReduction
{
    public override void Emit(List<StreamPoint> results)
    {
        if (Numbers.Count < 2)
        {
            results.Add(Result(double.NaN));
            return;
        }

        var (mean, count) = (0d, 0);
        foreach (var number in Numbers)
        {
            if (!double.IsNaN(number))
            {
                mean += (number - mean) / ++count;
            }
        }

        var squares = 0d;
        foreach (var number in Numbers)
        {
            if (!double.IsNaN(number))
            {
                squares += (number - mean) * (number - mean);
            }
        }

        results.Add(Result(Math.Sqrt(squares / (count - 1))));
    }
}
