namespace Cicada.Storage;

/// <summary>A point the store did not take.</summary>
/// <param name="Index">Its place among the points that were given.</param>
/// <param name="Reason">Why, as a sentence: what was seen, what was expected, what to do.</param>
public sealed record RejectedPoint(int Index, string Reason)
{
    /// <summary>The field whose type did not fit, where that is the reason.</summary>
    public FieldConflict? Conflict { get; init; }
}
