namespace Cicada.Influx;

/// <summary>What became of a point that was handed to a writer of line protocol.</summary>
public enum LineProtocolOutcome
{
    /// <summary>The point was written as one line.</summary>
    Written,

    /// <summary>Nothing was written: all its fields are NaN or infinite, which InfluxDB does not know.</summary>
    NoField,

    /// <summary>
    /// Nothing was written: its time is one of the first two or the last nanosecond a 64-bit number can say, which InfluxDB keeps for itself.
    /// </summary>
    TimeOutsideRange,

    /// <summary>
    /// Nothing was written: measurement, tags and a field's key are together longer than the 65,535 bytes InfluxDB allows, escapes counted.
    /// </summary>
    KeyTooLong,
}
