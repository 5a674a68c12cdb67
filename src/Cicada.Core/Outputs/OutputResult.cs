namespace Cicada;

/// <summary>
/// What an output did with a batch. <paramref name="Stored"/> and <paramref name="Rejected"/> add up to the number of its request samples; its observations are stored, but
/// for those that were rejected.
/// </summary>
/// <param name="Stored">Request samples that are durably kept.</param>
/// <param name="Rejected">Request samples that were refused for good.</param>
/// <param name="ObservationsRejected">Observations that were refused for good.</param>
public readonly record struct OutputResult(long Stored, long Rejected = 0, long ObservationsRejected = 0);
