namespace Cicada.Influx.Selection;

/// <summary>One aggregate.</summary>
/// <param name="Function">Its name in InfluxQL, such as <c>mean</c>.</param>
/// <param name="Column">The field, by its place among the request's columns.</param>
/// <param name="Argument">The number behind the field, as in <c>percentile(f, 95)</c>.</param>
internal sealed record AggregateCall(string Function, int Column, double Argument = 0);
