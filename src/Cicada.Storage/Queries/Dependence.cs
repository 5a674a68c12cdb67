namespace Cicada.Storage.Queries;

/// <summary>
/// How much more the difference of two runs varies than it would if requests had nothing to do with each other: the design effect, seen in how the differences of blocks vary that are at the same
/// elapsed time. What both runs have in common, such as a ramp, cancels out. Sources and reasons are in docs/decisions/comparing-runs.md.
/// </summary>
internal static class Dependence
{
    /// <summary>By what the variance of a difference is to be multiplied; 1 where blocks vary as chance would have it, and where there are too few of them.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="first">The request in the first run.</param>
    /// <param name="other">The request in the other run.</param>
    public static double Of(ComparedFigure figure, ComparedSide first, ComparedSide other)
    {
        if (first.Blocks is not { } ofFirst || other.Blocks is not { } ofOther)
        {
            return 1;
        }

        var (from, end) = (Math.Max(ofFirst.First, ofOther.First), Math.Min(ofFirst.End, ofOther.End));
        var blocks = (int)Math.Max(0, end - from);
        if (blocks < RequestBlocks.Fewest)
        {
            return 1;
        }

        var (before, beforeByChance) = Deviations(figure, first, ofFirst, from, blocks);
        var (after, afterByChance) = Deviations(figure, other, ofOther, from, blocks);
        var byChance = beforeByChance + afterByChance;
        if (byChance <= 0)
        {
            return 1;
        }

        var differences = before.Zip(after, (one, another) => another - one).ToArray();
        var mean = differences.Average();
        var seen = differences.Sum(difference => (difference - mean) * (difference - mean)) / (blocks - 1) / blocks;

        // A variance that few blocks tell is not known well; Student's distribution says how much wider an interval must be for it.
        var wider = ConfidenceIntervals.StudentT(blocks - 1) / ConfidenceIntervals.Z;
        return Math.Max(1, wider * wider * seen / byChance);
    }

    /// <summary>
    /// For each block a number whose mean over the blocks is the figure but for what all blocks share, and the variance that this mean would have if requests were independent. Figures that are
    /// a quotient are linearised, as for ratio estimates.
    /// </summary>
    private static (double[] Deviations, double ByChance) Deviations(ComparedFigure figure, ComparedSide side, RequestBlocks blocks, long from, int count)
    {
        var deviations = new double[count];
        var (whole, part) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            whole += blocks.Count(from + i);
            part += PartOf(figure, blocks, from + i);
        }

        if (whole == 0)
        {
            return (deviations, 0);
        }

        if (figure == ComparedFigure.Rps)
        {
            for (var i = 0; i < count; i++)
            {
                deviations[i] = blocks.Count(from + i);
            }

            return (deviations, whole / count / count);
        }

        var (quotient, usual) = (part / whole, whole / count);
        for (var i = 0; i < count; i++)
        {
            deviations[i] = (PartOf(figure, blocks, from + i) - (quotient * blocks.Count(from + i))) / usual;
        }

        var variance = figure == ComparedFigure.Mean ? side.StandardDeviation!.Value * side.StandardDeviation.Value : quotient * (1 - quotient);
        return (deviations, variance / whole);
    }

    private static double PartOf(ComparedFigure figure, RequestBlocks blocks, long block) => figure switch
    {
        ComparedFigure.Rps => 0,
        ComparedFigure.FailureRatio => blocks.Failures(block),
        ComparedFigure.Mean => blocks.Sum(block),
        _ => blocks.Above(block, FigureComparison.PlaceOf(figure)),
    };
}
