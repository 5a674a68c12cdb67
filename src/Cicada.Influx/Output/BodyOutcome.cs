namespace Cicada.Influx;

/// <summary>What became of a body: each of its points is stored or refused for good, or all of it has to come again.</summary>
/// <param name="Refused">The points that are refused.</param>
/// <param name="Failure">Why it has to come again; null if it has not.</param>
/// <param name="MayBeSentAgain">Whether that may be at once.</param>
internal sealed record BodyOutcome(IReadOnlyList<RefusedPoint> Refused, OutputException? Failure = null, bool MayBeSentAgain = false)
{
    /// <summary>All is stored.</summary>
    public static BodyOutcome Taken { get; } = new([]);
}
