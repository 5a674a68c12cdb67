namespace Cicada;

/// <summary>One tag of a point. Tags have few values; together with the measurement they name the series.</summary>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">Its value; to InfluxDB an empty one is the same as none.</param>
public readonly record struct PointTag(string Key, string Value);
