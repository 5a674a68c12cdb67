namespace Cicada.Influx.Selection;

/// <summary>Which measurement: names that are all there, none of them empty.</summary>
internal readonly record struct MeasurementKey(string Database, string RetentionPolicy, string Name);
