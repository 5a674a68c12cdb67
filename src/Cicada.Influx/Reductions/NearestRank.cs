namespace Cicada.Influx.Reductions;

/// <summary>Which of some sorted values is a percentile: InfluxDB's nearest rank.</summary>
internal static class NearestRank
{
    /// <summary>The place from 0, or null where there is no such rank: of few values there is none for a small percentile.</summary>
    public static int? Of(int count, double percentile) =>
        Math.Floor((count * percentile / 100) + 0.5) - 1 is var place and >= 0 && place < count ? (int)place : null;
}
