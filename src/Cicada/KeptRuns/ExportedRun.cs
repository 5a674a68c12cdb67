namespace Cicada.KeptRuns;

/// <summary>What was written of a run.</summary>
/// <param name="Written">The number of points.</param>
/// <param name="LeftOut">How many the format cannot say, by reason.</param>
internal sealed record ExportedRun(long Written, IReadOnlyDictionary<string, long> LeftOut);
