namespace Cicada.Storage.Queries;

/// <summary>How a figure of a run differs from the same figure of the first.</summary>
/// <param name="Figure">Which.</param>
/// <param name="By">That of the run minus that of the first, in the figure's unit.</param>
/// <param name="Percent">The same in per cent of the first; null where that is 0.</param>
/// <param name="Meaning">What that means.</param>
/// <param name="TooFew">Whether there are too few samples on a side to tell.</param>
/// <param name="Lower">Where the interval that the difference lies in begins, in the figure's unit; null where it has none.</param>
/// <param name="Upper">Where it ends.</param>
internal sealed record FigureDifference(ComparedFigure Figure, double By, double? Percent, DifferenceMeaning Meaning, bool TooFew, double? Lower, double? Upper);
