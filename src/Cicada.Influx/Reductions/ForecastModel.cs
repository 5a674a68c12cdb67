namespace Cicada.Influx.Reductions;

/// <summary>The recursion of Holt and Winters for a series.</summary>
/// <param name="known">The series; what is missing is no number.</param>
/// <param name="isSeasonal">Whether there are seasons.</param>
/// <remarks>
/// Parameters are the weights of level, trend and season, the damping, the first level and trend, and the season. They are held within their limits and,
/// the season, carried on in place, so what one call leaves is what the next begins with; the search of the best ones relies on that.
/// </remarks>
internal sealed class ForecastModel(double[] known, bool isSeasonal)
{
    private const int SeasonStart = 6;

    /// <summary>The fitted values of the series and some beyond its end.</summary>
    public double[] Forecast(int horizon, double[] parameters)
    {
        for (var i = 0; i < 4; i++)
        {
            parameters[i] = parameters[i] > 1 ? 1 : parameters[i] < 0 ? 0 : parameters[i];
        }

        var (levelWeight, trendWeight, seasonWeight, damping) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var (value, level, trend, dampings) = (known[0], parameters[4], parameters[5], damping);
        var season = isSeasonal ? parameters.Length - SeasonStart : 0;
        var offset = season - 1;
        var values = new double[known.Length + horizon];
        values[0] = value;
        var (ofNow, ofThen) = (1d, 1d);
        for (var t = 1; t < values.Length; t++)
        {
            if (isSeasonal)
            {
                // The remainder of a negative number would be negative, and there is none: the offset grows with the time.
                ofNow = parameters[SeasonStart + (t - season + offset) % season];
                ofThen = parameters[SeasonStart + (t - season + t % season + offset) % season];
            }

            var before = level + damping * trend;
            var nextLevel = levelWeight * (value / ofNow) + (1 - levelWeight) * before;
            var nextTrend = trendWeight * (nextLevel - level) + (1 - trendWeight) * damping * trend;
            var nextSeason = seasonWeight * (value / before) + (1 - seasonWeight) * ofNow;
            (level, trend) = (nextLevel, nextTrend);
            value = (level + dampings * trend) * ofThen;
            dampings += Math.Pow(damping, t);
            if (isSeasonal)
            {
                parameters[SeasonStart + (t + offset) % season] = nextSeason;
                offset++;
            }

            values[t] = value;
        }

        return values;
    }

    /// <summary>How far the fitted values are off; infinitely where they are no numbers.</summary>
    public double SquaredError(double[] parameters)
    {
        var fitted = Forecast(0, parameters);
        var sum = 0d;
        for (var i = 0; i < fitted.Length; i++)
        {
            if (double.IsNaN(known[i]))
            {
                continue;
            }

            if (double.IsNaN(fitted[i]))
            {
                return double.PositiveInfinity;
            }

            sum += (fitted[i] - known[i]) * (fitted[i] - known[i]);
        }

        return sum;
    }
}
