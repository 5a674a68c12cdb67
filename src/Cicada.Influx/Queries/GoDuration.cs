using System.Globalization;

namespace Cicada.Influx.Queries;

/// <summary>Writes durations as answers of InfluxDB have them: <c>168h0m0s</c>, <c>1h30m1.5s</c>, <c>9µs</c>.</summary>
internal static class GoDuration
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;

    public static string Of(TimeSpan duration) => Of(checked(duration.Ticks * 100));

    public static string Of(long nanoseconds)
    {
        var size = Math.Abs((decimal)nanoseconds);
        var sign = nanoseconds < 0 ? "-" : "";
        return sign + size switch
        {
            0 => "0s",
            < Microsecond => Number(size) + "ns",
            < Millisecond => Number(size / Microsecond) + "µs",
            < Second => Number(size / Millisecond) + "ms",
            _ => Long(size),
        };
    }

    private static string Long(decimal nanoseconds)
    {
        var minutes = (long)(nanoseconds / (60 * Second));
        var seconds = Number((nanoseconds - ((decimal)minutes * 60 * Second)) / Second) + "s";
        return minutes == 0 ? seconds
            : minutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{minutes}m{seconds}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}h{minutes % 60}m{seconds}");
    }

    private static string Number(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);
}
