namespace Cicada.Tests.Grafana.Simulation;

/// <summary>The simulator's buckets are as wide as Grafana's.</summary>
public sealed class IntervalTests
{
    [Theory]
    [InlineData(6 * 3_600, 500, "1s", 30_000)] // 43 s
    [InlineData(6 * 3_600, 1_000, "1s", 20_000)] // 21.6 s
    [InlineData(3_600, 500, "1s", 5_000)] // 7.2 s
    [InlineData(3_600, 1_000, "1s", 5_000)] // 3.6 s
    [InlineData(300, 500, null, 500)] // 0.6 s: finer than the data, so a comb of gaps
    [InlineData(300, 500, "1s", 1_000)]
    [InlineData(300, 500, ">10s", 10_000)]
    [InlineData(24 * 3_600, 1_000, "1s", 60_000)] // 86.4 s
    [InlineData(7 * 24 * 3_600, 500, "1s", 1_200_000)] // 1210 s
    public void An_interval_is_the_range_by_the_points_rounded_and_not_below_the_lowest(int rangeSeconds, int points, string? lowest, long expected) =>
        Assert.Equal(expected, Interval.Of(TimeRange.Between(0, rangeSeconds * 1_000L), points, lowest));

    [Theory]
    [InlineData(9.9, 1)]
    [InlineData(10, 10)]
    [InlineData(749, 500)]
    [InlineData(750, 1_000)]
    [InlineData(1_499, 1_000)]
    [InlineData(1_500, 2_000)]
    [InlineData(12_500, 15_000)]
    [InlineData(86_400_000, 86_400_000)]
    public void A_length_is_rounded_to_its_step(double milliseconds, long expected) => Assert.Equal(expected, Interval.Rounded(milliseconds));

    [Theory]
    [InlineData(500, "500ms")]
    [InlineData(1_000, "1s")]
    [InlineData(1_500, "1s")] // cut off
    [InlineData(120_000, "2m")]
    [InlineData(3_600_000, "1h")]
    [InlineData(86_400_000, "1d")]
    public void An_interval_is_written_in_its_largest_unit(long milliseconds, string expected) => Assert.Equal(expected, Interval.Shown(milliseconds));

    [Fact]
    public void Macros_become_what_the_server_part_makes_of_them()
    {
        var query = new SentQuery
        {
            RefId = "A",
            Text = "SELECT sum(count) / ($__interval_ms / 1000) FROM m WHERE $timeFilter GROUP BY time($__interval), time($interval)",
            Range = TimeRange.Between(1_000, 9_000),
            IntervalMilliseconds = 2_000,
        };

        Assert.Equal("SELECT sum(count) / (2000 / 1000) FROM m WHERE time >= 1000ms and time <= 9000ms GROUP BY time(2s), time(2s)", query.Statement);
    }

    [Fact]
    public void A_range_that_is_relative_is_told_to_variables_as_it_was_chosen()
    {
        var range = TimeRange.Last(6, DateTimeOffset.FromUnixTimeSeconds(100_000));

        Assert.Equal(("time >= now() - 6h and time <= now()", "time >= 78400000ms and time <= 100000000ms"), (range.VariableFilter, range.PanelFilter));
        Assert.Equal("time >= 5ms and time <= 7ms", TimeRange.Between(5, 7).VariableFilter);
    }

    [Theory]
    [InlineData("SELECT x FROM m WHERE a = 'b'", "SELECT x FROM m WHERE \"host\" = 'it\\'s' AND a = 'b'")]
    [InlineData("SELECT x FROM m", "SELECT x FROM m WHERE \"host\" = 'it\\'s'")]
    [InlineData("SELECT \"where\" FROM m where a = 'b'", "SELECT \"where\" FROM m where \"host\" = 'it\\'s' AND a = 'b'")]
    [InlineData("SELECT x FROM (SELECT x FROM m WHERE a = 'b')", "SELECT x FROM (SELECT x FROM m WHERE \"host\" = 'it\\'s' AND a = 'b')")] // the inner one
    public void Filters_are_spliced_behind_the_first_where(string query, string expected) => Assert.Equal(expected, AdHocFilter.Splice(query, [new("host", "=", "it's")]));
}
