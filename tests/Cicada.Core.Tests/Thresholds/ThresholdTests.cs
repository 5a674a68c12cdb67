namespace Cicada.Tests.Thresholds;

public sealed class ThresholdTests
{
    public static TheoryData<Threshold, string> Said => new()
    {
        { Threshold.P95("GET /").Below(200.Milliseconds()), "p95(GET /) < 200ms" },
        { Threshold.P50().AtMost(1.5.Seconds()), "p50 <= 1.5s" },
        { Threshold.P999().Below(0.5.Milliseconds()), "p99.9 < 0.5ms" },
        { Threshold.Percentile(99.99, "/a").Above(1.Seconds()), "p99.99(/a) > 1s" },
        { Threshold.Mean().AtLeast(2.Minutes()), "mean >= 2m" },
        { Threshold.Failures().Below(1.Percent()), "failures < 1%" },
        { Threshold.Failures("GET *").AtMost(0.5.Percent()), "failures(GET *) <= 0.5%" },
        { Threshold.Failures().AtMost(0), "failures <= 0" },
        { Threshold.Rps().Above(500), "rps > 500" },
        { Threshold.Completed("/a").AtLeast(1000), "requests(/a) >= 1000" },
        { Threshold.P99().Below(1.Seconds()).Over(1.Minutes()).After(30.Seconds()).Abort(), "p99 over 60s < 1s after 30s abort" },
        { Threshold.Parse("P99<1s").Abort(), "p99 < 1s abort" }, // what was written is not what it is any more
    };

    [Theory]
    [MemberData(nameof(Said))]
    public void A_threshold_in_code_reads_as_one_on_the_command_line(Threshold threshold, string text)
    {
        Assert.Equal(text, threshold.Text);
        Assert.Equal(text, threshold.ToString());
    }

    [Fact]
    public void What_makes_no_sense_is_refused_at_the_door()
    {
        Assert.StartsWith("The threshold 'p95 < 0ms' can never hold.", Assert.Throws<ArgumentOutOfRangeException>(() => Threshold.P95().Below(TimeSpan.Zero)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The threshold 'p95 < 1s' is over '1.5s'; expected whole seconds", Assert.Throws<ArgumentOutOfRangeException>(() => Threshold.P95().Below(1.Seconds()).Over(1.5.Seconds())).Message, StringComparison.Ordinal);
        Assert.StartsWith("The percentile is '100'", Assert.Throws<ArgumentOutOfRangeException>(() => Threshold.Percentile(100).Below(1.Seconds())).Message, StringComparison.Ordinal);
        Assert.StartsWith("The name of the requests is empty", Assert.Throws<ArgumentException>(() => Threshold.P95(" ").Below(1.Seconds())).Message, StringComparison.Ordinal);
    }
}
