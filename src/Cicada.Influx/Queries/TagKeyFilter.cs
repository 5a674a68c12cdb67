namespace Cicada.Influx.Queries;

/// <summary>Which tag keys a statement is about.</summary>
/// <param name="Keys">The keys, unless there is a pattern.</param>
/// <param name="Pattern">The pattern keys are to match, or null.</param>
/// <param name="IsNegated">Whether all others are meant.</param>
internal sealed record TagKeyFilter(IReadOnlyList<string> Keys, string? Pattern, bool IsNegated);
