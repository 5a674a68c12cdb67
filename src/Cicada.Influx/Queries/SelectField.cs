namespace Cicada.Influx.Queries;

/// <summary>One thing a query asks for.</summary>
/// <param name="Value">The expression.</param>
/// <param name="Alias">What its column is to be called; empty for what follows from the expression.</param>
internal sealed record SelectField(Expression Value, string Alias);
