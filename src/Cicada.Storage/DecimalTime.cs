using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// How the times of recorded requests are kept: milliseconds with six digits behind the point, which are whole nanoseconds. DuckDB compresses and compares whole numbers
/// faster than doubles (docs/decisions/storage-decimal-times.md).
/// </summary>
internal static class DecimalTime
{
    public const byte Digits = 18;
    public const byte DigitsBehindThePoint = 6;

    /// <summary>31 years, the most that <see cref="Digits"/> can say; a longer time is kept as this one.</summary>
    public const long MostNanoseconds = 999_999_999_999_999_999;

    // 26 days. Up to there the two roundings, of the quotient and of the product, are together less than half a nanosecond.
    private const double ExactBelow = (1L << 51) / 1e6;

    public static string SqlType => $"DECIMAL({Digits}, {DigitsBehindThePoint})";

    /// <summary>Whether reading gives exactly these milliseconds back. What is no number is not written at all.</summary>
    public static bool CanBe(double milliseconds) =>
        !double.IsFinite(milliseconds)
        || (Math.Abs(milliseconds) < ExactBelow
            && BitConverter.DoubleToInt64Bits(PointNames.Milliseconds(ToNanoseconds(milliseconds))) == BitConverter.DoubleToInt64Bits(milliseconds));

    public static long ToNanoseconds(double milliseconds) => (long)Math.Round(milliseconds * 1e6);
}
