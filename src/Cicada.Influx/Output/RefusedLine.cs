namespace Cicada.Influx;

/// <summary>A line an answer names as refused.</summary>
/// <param name="Number">Which one of the body, from 1.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct RefusedLine(int Number, string Reason);
