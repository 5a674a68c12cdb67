namespace Cicada.KeptRuns;

/// <summary>Documents of runs, each as a text: what is in it is given letter by letter.</summary>
/// <param name="Documents">The documents, as <c>show --json</c> prints them.</param>
internal sealed record RunDocuments(IReadOnlyList<string> Documents);
