namespace Cicada.Influx.Queries;

/// <summary>The value of a parameter: what stands in the query in its place, as a token, so that it can never be more than one.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
internal readonly record struct QueryParameter(QueryTokenKind Kind, string Text);
