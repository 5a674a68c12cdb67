namespace Cicada.Influx;

/// <summary>One step of an <see cref="InfluxCheck"/>.</summary>
/// <param name="Name">What was looked at: <c>reachable</c>, <c>version</c>, <c>credentials</c>, <c>database</c>, <c>write</c>, <c>read</c> or <c>clean_up</c>.</param>
/// <param name="Finding">What came out.</param>
/// <param name="Sentence">The same for a person, with what to do where something is amiss; never with a secret in it. Empty for what was not tried.</param>
public sealed record InfluxCheckStep(string Name, InfluxFinding Finding, string Sentence);
