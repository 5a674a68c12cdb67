using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>holt_winters</c>: continues a series by the damped method of Holt and Winters, whose parameters are those that fit the series best.</summary>
/// <param name="horizon">How many values are wanted.</param>
/// <param name="season">How many values make a season; less than 2 for none.</param>
/// <param name="hasFit">Whether the fitted values of the series itself are wanted too.</param>
/// <param name="interval">The time between two values in nanoseconds.</param>
/// <param name="run">Ends the search when nobody waits for it any more.</param>
internal sealed class ForecastReduction(int horizon, int season, bool hasFit, long interval, SelectRun run) : Reduction
{
    private const double FirstWeight = 0.5;
    private const double Precision = 1e-4;
    private const double LeastGuess = 0.3;
    private const double GuessStep = 0.4;

    private readonly List<(long Time, double Value)> _points = [];

    private bool IsSeasonal => season >= 2;

    public override void Add(in StreamPoint point) => _points.Add((point.Time, point.Value.AsNumber()));

    public override void Reset() => _points.Clear();

    public override void Emit(List<StreamPoint> results)
    {
        if (_points.Count < 2 || (IsSeasonal && _points.Count < season) || horizon <= 0 || interval <= 0 || (Rounded(_points[^1].Time) - Rounded(_points[0].Time)) / interval <= 0)
        {
            return;
        }

        // Each value that is wanted is one more interval of the answer, and its memory is taken before the first is known.
        run.CountBuckets(horizon);
        var known = KnownValues();
        if (IsSeasonal && known.Length < season)
        {
            return;
        }

        var model = new ForecastModel(known, IsSeasonal);
        var values = model.Forecast(horizon, BestParameters(model, known));
        var (first, start) = hasFit ? (0, _points[0].Time) : (known.Length, _points[^1].Time + interval);
        for (var i = first; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                results.Add(new StreamPoint(null!, start + interval * (i - first), QueryValue.OfFloat(values[i]), null));
            }
        }
    }

    // One value for each interval; what is missing is no number.
    private double[] KnownValues()
    {
        var values = new List<double> { _points[0].Value };
        var time = Rounded(_points[0].Time);
        foreach (var (pointTime, value) in _points)
        {
            var rounded = Rounded(pointTime);
            if (rounded <= time)
            {
                continue;
            }

            for (time += interval; time != rounded; time += interval)
            {
                run.CountBucket();
                values.Add(double.NaN);
            }

            values.Add(value);
        }

        return [.. values];
    }

    private long Rounded(long time) => time % interval > interval / 2 ? (time / interval + 1) * interval : time / interval * interval;

    private double[] BestParameters(ForecastModel model, double[] known)
    {
        var parameters = FirstParameters(known);
        var (least, best) = (double.PositiveInfinity, default(double[]));
        for (var level = LeastGuess; level < 1; level += GuessStep)
        {
            for (var trend = LeastGuess; trend < 1; trend += GuessStep)
            {
                for (var seasonal = LeastGuess; seasonal < 1; seasonal += GuessStep)
                {
                    for (var damping = LeastGuess; damping < 1; damping += GuessStep)
                    {
                        (parameters[0], parameters[1], parameters[2], parameters[3]) = (level, trend, seasonal, damping);
                        var (error, found) = SimplexSearch.Minimize(guess =>
                        {
                            run.Step();
                            return model.SquaredError(guess);
                        }, parameters, Precision);
                        if (best is null || error < least)
                        {
                            (least, best) = (error, found);
                        }
                    }
                }
            }
        }

        return best!;
    }

    private double[] FirstParameters(double[] known)
    {
        var parameters = new double[6 + (IsSeasonal ? season : 0)];
        if (!IsSeasonal)
        {
            parameters[4] = FirstWeight * known[0];
            parameters[5] = double.IsNaN(known[1]) ? 0 : FirstWeight * (known[1] - known[0]);
            return parameters;
        }

        for (var i = 0; i < season; i++)
        {
            parameters[4] += double.IsNaN(known[i]) ? 0 : 1 / (double)season * known[i];
        }

        for (var i = 0; i < season && season + i < known.Length; i++)
        {
            var change = known[season + i] - known[i];
            parameters[5] += double.IsNaN(change) ? 0 : 1 / ((double)season * season) * change;
        }

        for (var i = 0; i < season; i++)
        {
            parameters[6 + i] = double.IsNaN(known[i]) ? 0 : known[i] / parameters[4];
        }

        return parameters;
    }
}
