namespace Cicada;

/// <summary>The four types a field of a point can have.</summary>
public enum FieldType
{
    /// <summary>A 64-bit floating-point number.</summary>
    Float,

    /// <summary>A 64-bit signed integer.</summary>
    Integer,

    /// <summary>A text.</summary>
    String,

    /// <summary>True or false.</summary>
    Boolean,
}
