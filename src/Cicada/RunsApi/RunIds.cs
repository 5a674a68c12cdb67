namespace Cicada.RunsApi;

/// <summary>Several runs.</summary>
/// <param name="Runs">Their ids.</param>
internal sealed record RunIds(IReadOnlyList<string> Runs);
