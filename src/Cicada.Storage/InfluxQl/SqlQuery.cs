namespace Cicada.Storage.InfluxQl;

/// <summary>A query as DuckDB gets it.</summary>
/// <param name="Text">The text; names in it are our own, numbers are whole.</param>
/// <param name="Parameters">The values of its parameters: texts, numbers.</param>
internal sealed record SqlQuery(string Text, IReadOnlyList<object> Parameters);
