namespace Cicada.Storage.Queries;

/// <summary>Where a figure lies with the confidence of <see cref="ConfidenceIntervals"/>.</summary>
internal readonly record struct Interval(double Lower, double Upper);
