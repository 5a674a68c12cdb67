namespace Cicada.Influx;

/// <summary>One field of a measurement of runs.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsAlways">Whether every point that a run's own process writes has it; the others are left out where nothing is known.</param>
public sealed record SchemaField(string Name, FieldType Type, bool IsAlways);
