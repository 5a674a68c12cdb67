using System.Globalization;

namespace Cicada.InfluxApi;

/// <summary>How the times of an answer are written.</summary>
/// <param name="Divisor">The nanoseconds of the unit the first column's times are counted in; 0 for RFC 3339.</param>
internal readonly record struct AnswerTimes(long Divisor)
{
    /// <summary>The most bytes <see cref="Rfc3339"/> writes.</summary>
    public const int MostBytes = 40;

    private const long NanosecondsPerSecond = 1_000_000_000;

    public bool IsCounted => Divisor > 0;

    /// <summary>What the parameter <c>epoch</c> means; a unit that is unknown is nanoseconds.</summary>
    public static AnswerTimes Of(string epoch) => new(epoch switch
    {
        "" => 0,
        "u" => 1_000,
        "ms" => 1_000_000,
        "s" => NanosecondsPerSecond,
        "m" => 60 * NanosecondsPerSecond,
        "h" => 3600 * NanosecondsPerSecond,
        _ => 1,
    });

    public long Count(long nanoseconds) => nanoseconds / Divisor;

    /// <summary>A time with as many digits of its fraction as it needs, in a zone where one is given.</summary>
    public static int Rfc3339(long nanoseconds, TimeZoneInfo? zone, Span<byte> to)
    {
        var fraction = nanoseconds % NanosecondsPerSecond;
        var seconds = nanoseconds / NanosecondsPerSecond;
        if (fraction < 0)
        {
            (fraction, seconds) = (fraction + NanosecondsPerSecond, seconds - 1);
        }

        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var offset = zone?.GetUtcOffset(time) ?? TimeSpan.Zero;
        time.ToOffset(offset).TryFormat(to, out var length, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        if (fraction > 0)
        {
            to[length] = (byte)'.';
            fraction.TryFormat(to[(length + 1)..], out var digits, "000000000", CultureInfo.InvariantCulture);
            length += 1 + digits;
            while (to[length - 1] == '0')
            {
                length--;
            }
        }

        if (offset == TimeSpan.Zero)
        {
            to[length] = (byte)'Z';
            return length + 1;
        }

        to[length++] = offset < TimeSpan.Zero ? (byte)'-' : (byte)'+';
        offset.Duration().TryFormat(to[length..], out var more, "hh\\:mm", CultureInfo.InvariantCulture);
        return length + more;
    }
}
