namespace Cicada.Influx.Selection;

/// <summary>What a value of an answer is.</summary>
internal enum QueryValueKind : byte
{
    Null,
    Float,
    Integer,
    Unsigned,
    Boolean,
    String,

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    Time,
}
