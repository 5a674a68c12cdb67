namespace Cicada.KeptRuns;

/// <summary>How the sending of a file ended.</summary>
/// <param name="Written">How many points it holds.</param>
/// <param name="LeftOut">How many the format cannot say, by reason.</param>
/// <param name="Error">What went wrong; null where the file is whole.</param>
internal sealed record FileEnd(long Written, IReadOnlyDictionary<string, long> LeftOut, string? Error);
