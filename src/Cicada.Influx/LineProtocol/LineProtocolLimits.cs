namespace Cicada.Influx;

/// <summary>What InfluxDB 1.x holds line protocol to.</summary>
internal static class LineProtocolLimits
{
    /// <summary>The first time a point may have; the two before it are InfluxDB's own.</summary>
    public const long FirstTime = long.MinValue + 2;

    /// <summary>The last time a point may have; the one after it is InfluxDB's own.</summary>
    public const long LastTime = long.MaxValue - 1;

    /// <summary>Bytes of measurement and tags as written, and of those with <see cref="Separator"/> and one field's key.</summary>
    public const int KeyLength = 65_535;

    /// <summary>Bytes InfluxDB puts between the key of a series and that of a field.</summary>
    public const int Separator = 4;
}
