namespace Cicada.Influx.Queries;

/// <summary>What a name in a query is said to be, behind two colons: <c>"load"::float</c>.</summary>
internal enum ReferenceCast
{
    /// <summary>Nothing is said.</summary>
    None,

    /// <summary>A field, of any type.</summary>
    Field,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>A field, as a float.</summary>
    Float,

    /// <summary>A field, as an integer.</summary>
    Integer,

    /// <summary>A field, as an unsigned integer.</summary>
    Unsigned,

    /// <summary>A field, as a text.</summary>
    String,

    /// <summary>A field, as a truth value.</summary>
    Boolean,
}
