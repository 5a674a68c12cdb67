namespace Cicada.KeptRuns;

/// <summary>A question in SQL.</summary>
/// <param name="Query">One statement that reads.</param>
internal sealed record SqlQuestion(string Query);
