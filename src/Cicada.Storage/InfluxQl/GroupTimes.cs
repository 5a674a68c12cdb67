using System.Globalization;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// InfluxDB keeps the points of a span of time together and, where it shows series, looks at whole such spans. The store has none; here is which they would be,
/// so that the same is shown.
/// </summary>
internal static class GroupTimes
{
    // InfluxDB counts the spans from the first day of the first year.
    private static readonly Int128 Origin = (Int128)DateTime.UnixEpoch.Ticks * 100;

    /// <summary>When the span begins that a time lies in.</summary>
    public static long BeginOf(long time, TimeSpan duration) => (long)Int128.Max(UnixTime.Earliest, Begin(time, SizeOf(duration)));

    /// <summary>The last time of the span that a time lies in.</summary>
    public static long EndOf(long time, TimeSpan duration) => (long)Int128.Min(UnixTime.Latest, Begin(time, SizeOf(duration)) + SizeOf(duration) - 1);

    /// <summary>Whether a database has points in any span that a condition on time touches.</summary>
    public static bool HasPoints(StoreFile file, string database, TimeCondition time)
    {
        if (!time.IsBounded)
        {
            return true;
        }

        return file.Catalogue.FindDatabase(database) is { } found && found.Policies.Exists(policy =>
            file.Catalogue.MeasurementsOf(policy.Id).Any(table => file.Scalar($"SELECT 1 FROM data.{table.PointsTable} WHERE {Sql(policy.Policy, time)} LIMIT 1") is not null));
    }

    /// <summary>A condition on the points of a policy: those in spans that a condition on time touches.</summary>
    public static string Sql(RetentionPolicy policy, TimeCondition time)
    {
        var duration = PolicyRules.GroupDuration(policy);
        return time.Min > time.Max
            ? "false"
            : string.Create(CultureInfo.InvariantCulture, $"time BETWEEN {BeginOf(time.Min, duration)} AND {EndOf(time.Max, duration)}");
    }

    private static Int128 SizeOf(TimeSpan duration) => (Int128)duration.Ticks * 100;

    private static Int128 Begin(long time, Int128 size)
    {
        var since = time + Origin;
        return since - (((since % size) + size) % size) - Origin;
    }
}
