namespace Cicada.Influx;

/// <summary>From InfluxDB's names of precisions to their length.</summary>
public static class TimePrecisionExtensions
{
    extension(TimePrecision precision)
    {
        /// <summary>How many nanoseconds one unit lasts.</summary>
        public long InNanoseconds => precision switch
        {
            TimePrecision.Microseconds => 1_000,
            TimePrecision.Milliseconds => 1_000_000,
            TimePrecision.Seconds => 1_000_000_000,
            TimePrecision.Minutes => 60_000_000_000,
            TimePrecision.Hours => 3_600_000_000_000,
            _ => 1,
        };

        /// <summary>The precision of a name in a request to InfluxDB 1.x: <c>n</c>, <c>u</c>, <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.</summary>
        /// <param name="name">The name. Nanoseconds for null and for every other name, as the server has it.</param>
        public static TimePrecision FromInfluxName(string? name) => name switch
        {
            "u" => TimePrecision.Microseconds,
            "ms" => TimePrecision.Milliseconds,
            "s" => TimePrecision.Seconds,
            "m" => TimePrecision.Minutes,
            "h" => TimePrecision.Hours,
            _ => TimePrecision.Nanoseconds,
        };
    }
}
