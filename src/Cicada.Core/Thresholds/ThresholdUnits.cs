namespace Cicada;

/// <summary>Numbers with their unit behind them, so that thresholds and stages read as they are said: <c>200.Milliseconds()</c>, <c>5.Minutes()</c>, <c>1.Percent()</c>.</summary>
public static class ThresholdUnits
{
    /// <summary>So many milliseconds.</summary>
    /// <param name="number">How many.</param>
    public static TimeSpan Milliseconds(this int number) => TimeSpan.FromMilliseconds(number);

    /// <summary>So many milliseconds.</summary>
    /// <param name="number">How many.</param>
    public static TimeSpan Milliseconds(this double number) => TimeSpan.FromMilliseconds(number);

    /// <summary>So many seconds.</summary>
    /// <param name="number">How many.</param>
    public static TimeSpan Seconds(this int number) => TimeSpan.FromSeconds(number);

    /// <summary>So many seconds.</summary>
    /// <param name="number">How many.</param>
    public static TimeSpan Seconds(this double number) => TimeSpan.FromSeconds(number);

    /// <summary>So many minutes.</summary>
    /// <param name="number">How many.</param>
    public static TimeSpan Minutes(this int number) => TimeSpan.FromMinutes(number);

    /// <summary>So many per cent.</summary>
    /// <param name="number">How many; 1 is a hundredth of the whole.</param>
    public static Percentage Percent(this int number) => new(number);

    /// <summary>So many per cent.</summary>
    /// <param name="number">How many; 0.5 is a two-hundredth of the whole.</param>
    public static Percentage Percent(this double number) => new(number);
}
