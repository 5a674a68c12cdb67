using System.Globalization;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What the time picker says: two moments, and how they were given, which variable queries are told instead.</summary>
internal sealed record TimeRange(long FromMilliseconds, long ToMilliseconds, string RawFrom, string RawTo)
{
    public long Milliseconds => ToMilliseconds - FromMilliseconds;

    /// <summary>Two moments.</summary>
    public static TimeRange Between(DateTimeOffset from, DateTimeOffset to) => Between(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());

    /// <summary>Two moments, in milliseconds since 1970.</summary>
    public static TimeRange Between(long from, long to) => new(from, to, InMilliseconds(from), InMilliseconds(to));

    /// <summary>The last hours before now.</summary>
    public static TimeRange Last(int hours, DateTimeOffset now) => new(
        now.AddHours(-hours).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), string.Create(CultureInfo.InvariantCulture, $"now() - {hours}h"), "now()");

    /// <summary>What stands for <c>$timeFilter</c> in the query of a panel.</summary>
    public string PanelFilter => $"time >= {InMilliseconds(FromMilliseconds)} and time <= {InMilliseconds(ToMilliseconds)}";

    /// <summary>What stands for <c>$timeFilter</c> in the query of a variable.</summary>
    public string VariableFilter => $"time >= {RawFrom} and time <= {RawTo}";

    private static string InMilliseconds(long time) => string.Create(CultureInfo.InvariantCulture, $"{time}ms");
}
