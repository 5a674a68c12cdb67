namespace Cicada.Storage.InfluxQl;

/// <summary>What became of a write.</summary>
internal enum InfluxWriteKind
{
    /// <summary>All points are stored.</summary>
    Stored,

    /// <summary>Some or all points were refused, the others are stored: a mistake of whoever sent them.</summary>
    Refused,

    /// <summary>There is no such database.</summary>
    NoDatabase,

    /// <summary>There is no such retention policy.</summary>
    NoRetentionPolicy,

    /// <summary>The store cannot take anything for the moment.</summary>
    Unavailable,
}
