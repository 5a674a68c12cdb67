namespace Cicada.Influx.Queries;

/// <summary>What stands in an interval without points.</summary>
internal enum FillKind
{
    /// <summary>Null; for a count 0.</summary>
    Null,

    /// <summary>Nothing: the interval is left out.</summary>
    None,

    /// <summary>A number.</summary>
    Number,

    /// <summary>The value of the interval before.</summary>
    Previous,

    /// <summary>A value on the straight line between the neighbours.</summary>
    Linear,
}
