using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>The time in which an InfluxDB was away, and whether the load shows it.</summary>
internal sealed class Outage
{
    private const long Second = 1_000_000_000;

    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private DateTimeOffset _ended;

    public void End() => _ended = TimeProvider.System.GetUtcNow();

    /// <summary>
    /// The requests of each second, by their own times, as InfluxDB has them in the end: those of the outage against those before and after it. The first two
    /// seconds start the users, and the last one is not whole.
    /// </summary>
    public async Task ExpectUnseenAsync(InfluxServer server)
    {
        var rows = await server.RowsAsync(InfluxScene.Database, "SELECT count(response_time) FROM cicada_requests GROUP BY time(1s) fill(none)");
        var seconds = rows.Select(row => (From: row[0].GetInt64(), Count: row[1].GetInt64())).OrderBy(second => second.From).Skip(2).SkipLast(1).ToArray();
        var during = seconds.Where(second => second.From >= Nanoseconds(_began) && second.From + Second <= Nanoseconds(_ended)).Select(second => second.Count).ToArray();
        var otherwise = seconds.Where(second => second.From + Second <= Nanoseconds(_began) || second.From >= Nanoseconds(_ended)).Select(second => second.Count).ToArray();
        Assert.True(during.Length >= 3 && otherwise.Length >= 3, $"{during.Length} seconds of outage and {otherwise.Length} others are too few to compare.");

        var ratio = during.Average() / otherwise.Average();
        Assert.True(ratio >= 0.95, $"{during.Average():F0}/s while InfluxDB was away, {otherwise.Average():F0}/s otherwise: {ratio:F3}.\n{string.Join(' ', seconds.Select(second => second.Count))}");
    }

    private static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
