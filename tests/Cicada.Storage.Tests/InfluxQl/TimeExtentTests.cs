using Cicada.Influx;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class TimeExtentTests
{
    [Theory]
    [InlineData(1_000, true, long.MinValue, long.MaxValue, 996_000, long.MaxValue)]
    [InlineData(1_000, false, long.MinValue, long.MaxValue, long.MinValue, 4_000)]
    [InlineData(1_000, true, 0, 500_000, 496_000, 500_000)]
    [InlineData(1_000, false, 500_000, 900_000, 500_000, 504_000)]
    public void The_first_or_last_few_points_are_looked_for_near_the_end(long wanted, bool isLast, long from, long to, long near, long far) =>
        Assert.Equal((near, far), new TimeExtent(0, 1_000_000, 1_000_000).Of(wanted, isLast, from, to));

    [Theory]
    [InlineData(0, 1_000_000)]
    [InlineData(20_000, 1_000_000)]
    [InlineData(10, 1_000)]
    public void All_points_are_looked_at_where_many_are_wanted_or_few_are_there(long wanted, long points) =>
        Assert.Null(new TimeExtent(0, 1_000_000, points).Of(wanted, true, long.MinValue, long.MaxValue));

    [Fact]
    public void Limits_of_time_do_not_overflow() =>
        Assert.NotNull(new TimeExtent(long.MinValue, long.MaxValue, long.MaxValue).Of(10_000, true, long.MinValue, long.MaxValue));

    [Theory]
    [InlineData(10)]
    [InlineData(3_000)]
    public void The_last_rows_are_the_same_however_points_are_spread(int wanted)
    {
        // All but a few lie at the beginning.
        using var store = new QueriedStore();
        store.Store.Write("db", null, [.. Enumerable.Range(0, 70_000).Select(i => new Point("m", [], [new("v", FieldValue.Integer(i))], i < 69_900 ? i : i * 1000L))]);
        var request = new ScanRequest { Measurement = QueriedStore.Key("m"), Columns = [QueriedStore.Integer("v")], LimitOfEachGroup = wanted };

        Assert.Equal(Enumerable.Range(0, wanted).Select(i => $"{69_999 - i}i"), store.Scan(request with { IsDescending = true }).Select(row => row.Split(' ')[2]));
        Assert.Equal(Enumerable.Range(0, wanted).Select(i => $"{i}i"), store.Scan(request).Select(row => row.Split(' ')[2]));
    }
}
