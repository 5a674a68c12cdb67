using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class ContinuousScheduleTests
{
    private const long Minute = 60_000_000_000;

    // Times are minutes since the epoch; the last run and the next ones.
    [Theory]
    [InlineData("group by time(10m)", null, 25, 20, 20, 20)] // the first run: nothing has come to its end since it was created
    [InlineData("group by time(10m)", 20, 29, null, 0, 0)] // not yet
    [InlineData("group by time(10m)", 20, 30, 30, 20, 30)] // the next interval is over
    [InlineData("group by time(10m)", 20, 57, 50, 20, 50)] // runs were missed: what they would have computed is computed now
    [InlineData("group by time(10m, 3m)", 23, 33, 33, 23, 33)] // moved against the epoch
    [InlineData("group by time(10m, -3m)", 27, 37, 37, 27, 37)]
    public void A_run_computes_what_has_come_to_its_end(string groupBy, int? last, int now, int? time, int from, int to) => AssertRun("", groupBy, last, now, time, from, to);

    [Theory]
    [InlineData("resample every 5m", 20, 25, 25, 20, 30)] // more often than an interval lasts: the one that is under way too
    [InlineData("resample every 5m", 25, 30, 30, 20, 30)]
    [InlineData("resample for 30m", 20, 30, 30, 0, 30)] // further back
    [InlineData("resample every 20m", 20, 40, 40, 20, 40)] // less often: two intervals at a time
    [InlineData("resample every 20m", 20, 35, null, 0, 0)]
    [InlineData("resample every 20m for 60m", 20, 40, 40, -20, 40)]
    public void A_run_computes_as_far_back_and_as_often_as_is_said(string resample, int? last, int now, int? time, int from, int to) =>
        AssertRun(resample, "group by time(10m)", last, now, time, from, to);

    [Fact]
    public void Without_intervals_nothing_is_ever_run() => Assert.Null(ContinuousSchedule.Of(Create("", "").Statement!));

    private static void AssertRun(string resample, string groupBy, int? last, int now, int? time, int from, int to)
    {
        var schedule = ContinuousSchedule.Of(Create(resample, groupBy).Statement!)!;

        var run = schedule.Next(last * Minute, now * Minute);

        Assert.Equal(time is null ? null : new ContinuousRun(time.Value * Minute, from * Minute, to * Minute), run);
    }

    private static ContinuousQuery Create(string resample, string groupBy) =>
        new("d", "c", $"create continuous query c on d {resample} begin select {(groupBy.Length == 0 ? "v" : "mean(v)")} into x from m {groupBy} end", null);
}
