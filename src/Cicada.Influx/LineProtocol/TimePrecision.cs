namespace Cicada.Influx;

/// <summary>The unit of the times in a text of line protocol.</summary>
public enum TimePrecision
{
    /// <summary>Nanoseconds, the unit of every point and the default everywhere.</summary>
    Nanoseconds,

    /// <summary>Microseconds.</summary>
    Microseconds,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>Hours.</summary>
    Hours,
}
