namespace Cicada;

/// <summary>What an output did with the request samples of a batch; the two add up to their number.</summary>
/// <param name="Stored">Request samples that are durably kept.</param>
/// <param name="Rejected">Request samples that were refused for good.</param>
public readonly record struct OutputResult(long Stored, long Rejected = 0);
