namespace Cicada.Influx.Reductions;

/// <summary>
/// The search of Nelder and Mead for the least value of a function. The steps are those of the implementation InfluxDB took (after M. F. Hutt), so that forecasts
/// are the same; the function may change the parameters it is given.
/// </summary>
internal static class SimplexSearch
{
    private const int MostSteps = 1000;
    private const double Contraction = 0.5;
    private const double Expansion = 2;

    /// <summary>The least value found and where it is.</summary>
    /// <param name="function">The function.</param>
    /// <param name="start">Where the search begins.</param>
    /// <param name="precision">It ends when values at the corners differ less than that.</param>
    public static (double Value, double[] Place) Minimize(Func<double[], double> function, double[] start, double precision)
    {
        var n = start.Length;
        var corners = Corners(start);
        var values = Array.ConvertAll(corners, corner => function(corner));
        double[] reflected = new double[n], expanded = new double[n], contracted = new double[n], middle = new double[n];
        for (var step = 1; step <= MostSteps; step++)
        {
            var (worst, best) = (0, 0);
            for (var i = 0; i <= n; i++)
            {
                worst = values[i] > values[worst] ? i : worst;
                best = values[i] < values[best] ? i : best;
            }

            var second = best;
            for (var i = 0; i <= n; i++)
            {
                second = values[i] > values[second] && values[i] < values[worst] ? i : second;
            }

            for (var j = 0; j < n; j++)
            {
                var sum = 0d;
                for (var i = 0; i <= n; i++)
                {
                    sum += i != worst ? corners[i][j] : 0;
                }

                middle[j] = sum / n;
                reflected[j] = middle[j] + (middle[j] - corners[worst][j]);
            }

            var ofReflected = function(reflected);
            if (ofReflected < values[second] && ofReflected >= values[best])
            {
                Put(worst, reflected, ofReflected);
            }

            if (ofReflected < values[best])
            {
                Between(expanded, middle, reflected, Expansion);
                var ofExpanded = function(expanded);
                if (ofExpanded < ofReflected)
                {
                    Put(worst, expanded, ofExpanded);
                }
                else
                {
                    Put(worst, reflected, ofReflected);
                }
            }

            if (ofReflected >= values[second])
            {
                Between(contracted, middle, ofReflected < values[worst] ? reflected : corners[worst], Contraction);
                var ofContracted = function(contracted);
                if (ofContracted < values[worst])
                {
                    Put(worst, contracted, ofContracted);
                }
                else
                {
                    Shrink(corners, best);
                    values[worst] = function(corners[worst]);
                    values[second] = function(corners[second]);
                }
            }

            if (Deviation(values) < precision)
            {
                break;
            }
        }

        var least = 0;
        for (var i = 0; i <= n; i++)
        {
            least = values[i] < values[least] ? i : least;
        }

        // What is given back is where the search was before the function is asked once more.
        double[] place = [.. corners[least]];
        return (function(corners[least]), place);

        void Put(int corner, double[] from, double value)
        {
            from.CopyTo(corners[corner], 0);
            values[corner] = value;
        }
    }

    // A regular simplex with sides of length 1.
    private static double[][] Corners(double[] start)
    {
        var n = start.Length;
        var (far, near) = ((Math.Sqrt(n + 1) - 1 + n) / (n * Math.Sqrt(2)), (Math.Sqrt(n + 1) - 1) / (n * Math.Sqrt(2)));
        var corners = new double[n + 1][];
        corners[0] = [.. start];
        for (var i = 1; i <= n; i++)
        {
            corners[i] = new double[n];
            for (var j = 0; j < n; j++)
            {
                corners[i][j] = (i - 1 == j ? far : near) + start[j];
            }
        }

        return corners;
    }

    private static void Between(double[] result, double[] from, double[] to, double part)
    {
        for (var j = 0; j < result.Length; j++)
        {
            result[j] = from[j] + part * (to[j] - from[j]);
        }
    }

    private static void Shrink(double[][] corners, int best)
    {
        foreach (var corner in corners)
        {
            if (!ReferenceEquals(corner, corners[best]))
            {
                Between(corner, corners[best], [.. corner], 0.5);
            }
        }
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Sum() / values.Length;
        var sum = 0d;
        foreach (var value in values)
        {
            sum += (value - mean) * (value - mean) / (values.Length - 1);
        }

        return Math.Sqrt(sum);
    }
}
