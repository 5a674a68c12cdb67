namespace Cicada.RunsApi;

/// <summary>The end of a run, as the stream says it.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="State">How it ended.</param>
internal sealed record LiveEnd(string Run, string State);
