namespace Cicada.Storage.Queries;

/// <summary>A setting that is not the same in all runs.</summary>
/// <param name="Name">The setting.</param>
/// <param name="Values">For each run; null where it has none.</param>
internal sealed record SetupDifference(string Name, IReadOnlyList<string?> Values);
