namespace Cicada.Storage;

/// <summary>A point the store did not take.</summary>
/// <param name="Index">Its place among the points that were given.</param>
/// <param name="Reason">Why, as a sentence: what was seen, what was expected, what to do.</param>
public sealed record RejectedPoint(int Index, string Reason)
{
    /// <summary>The field whose type did not fit, where that is the reason.</summary>
    public FieldConflict? Conflict { get; init; }

    // What InfluxDB says of points that are older than their retention policy keeps them.
    internal const string BeyondPolicy = "points beyond retention policy";

    // Whether that is the reason.
    internal bool IsTooOld { get; init; }

    // The reason in InfluxDB's words, where it has some.
    internal string InfluxMessage => Conflict?.InfluxMessage ?? (IsTooOld ? BeyondPolicy : Reason);
}
