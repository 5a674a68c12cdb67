namespace Cicada.KeptRuns;

/// <summary>The document of a run as a text.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Document">The document.</param>
internal sealed record RunDocument(string Run, string Document);
