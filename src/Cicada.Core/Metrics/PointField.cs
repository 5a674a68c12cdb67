namespace Cicada;

/// <summary>One field of a point.</summary>
/// <param name="Key">The field's name.</param>
/// <param name="Value">Its value.</param>
public readonly record struct PointField(string Key, FieldValue Value);
