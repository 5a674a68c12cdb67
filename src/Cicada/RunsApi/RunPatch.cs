namespace Cicada.RunsApi;

/// <summary>What is said about a run anew; what is left out stays.</summary>
/// <param name="Note">The note; empty for none.</param>
/// <param name="Labels">Labels by key; one that is null goes.</param>
/// <param name="Baseline">Whether it is the one that later runs of its test are compared with.</param>
internal sealed record RunPatch(string? Note = null, IReadOnlyDictionary<string, string?>? Labels = null, bool? Baseline = null);
