namespace Cicada.Storage;

/// <summary>What became of the points of one write.</summary>
/// <param name="Stored">Points that are in the file, on disk. A point that replaced or completed an earlier one counts.</param>
/// <param name="Rejected">Points that were left out, in the order they were given; the others are stored all the same.</param>
public sealed record StoreWriteResult(long Stored, IReadOnlyList<RejectedPoint> Rejected);
