using Cicada.Influx.Selection;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class AggregateTests : IDisposable
{
    private const string Lines =
        """
        cpu,host=a load=1,cores=4i,ok=true,note="b" 10
        cpu,host=b load=2,cores=8i,ok=false,note="a" 10
        cpu,host=a load=4 30
        cpu,host=b cores=9223372036854775807i,ok=false -5
        cpu,host=b load=8,cores=1i 31
        cpu note="only" 99
        """;

    private static readonly IntervalGrid Tens = new(10);

    private readonly QueriedStore _store = new(Lines);

    public void Dispose() => _store.Dispose();

    private static AggregateRequest Request(ScanColumn column, params AggregateCall[] calls) =>
        new() { Measurement = QueriedStore.Key("cpu"), Columns = [column], Calls = calls };

    [Theory]
    [InlineData("count", "4i")]
    [InlineData("sum", "15.0")]
    [InlineData("mean", "3.75")]
    [InlineData("min", "1.0")]
    [InlineData("max", "8.0")]
    [InlineData("spread", "7.0")]
    [InlineData("first", "2.0")]
    [InlineData("last", "8.0")]
    [InlineData("median", "3.0")]
    [InlineData("stddev", "3.095695936834452")]
    public void Each_function_makes_one_value_of_those_of_a_field_that_is_a_float(string function, string value) =>
        Assert.Equal([$"0[] {long.MinValue} {value}"], Rows(Request(QueriedStore.Float("load"), new AggregateCall(function, 0))));

    [Theory]
    [InlineData("count", "4i")]
    [InlineData("sum", "-9223372036854775796i")]
    [InlineData("mean", "-2.305843009213694E+18")]
    [InlineData("min", "1i")]
    [InlineData("max", "9223372036854775807i")]
    [InlineData("spread", "9223372036854775806i")]
    [InlineData("first", "9223372036854775807i")]
    [InlineData("last", "1i")]
    [InlineData("median", "6.0")]
    public void Whole_numbers_stay_whole_and_wrap_round(string function, string value) =>
        Assert.Equal([$"0[] {long.MinValue} {value}"], Rows(Request(QueriedStore.Integer("cores"), new AggregateCall(function, 0))));

    [Fact]
    public void Texts_and_what_is_true_or_false_are_counted_and_have_a_first_and_a_last()
    {
        Assert.Equal(
            [$"0[] {long.MinValue} 3i 'b' 'only'"], Rows(Request(QueriedStore.Text("note"), new("count", 0), new("first", 0), new("last", 0))));
        Assert.Equal(
            [$"0[] {long.MinValue} 3i false true false true"],
            Rows(Request(QueriedStore.Boolean("ok"), new("count", 0), new("first", 0), new("last", 0), new("min", 0), new("max", 0))));
    }

    [Theory]
    [InlineData(0, "-")]
    [InlineData(25, "1.0")]
    [InlineData(50, "2.0")]
    [InlineData(62.5, "4.0")]
    [InlineData(100, "8.0")]
    [InlineData(101, "8.0")]
    [InlineData(113, "-")]
    public void A_percentile_is_the_value_of_the_nearest_rank(double percentile, string value) => Assert.Equal(
        [$"0[] {long.MinValue} 4i {value}"], Rows(Request(QueriedStore.Float("load"), new("count", 0), new("percentile", 0, percentile))));

    [Theory]
    [InlineData("min", 0, "0[] 10 1.0")]
    [InlineData("max", 0, "0[] 31 8.0")]
    [InlineData("first", 0, "0[] 10 2.0")]
    [InlineData("last", 0, "0[] 31 8.0")]
    [InlineData("percentile", 60, "0[] 10 2.0")]
    public void A_selector_keeps_the_time_of_its_point_where_that_is_wanted(string function, double argument, string row) =>
        Assert.Equal([row], Rows(Request(QueriedStore.Float("load"), new AggregateCall(function, 0, argument)) with { KeepsTimes = true }));

    [Fact]
    public void Of_equal_values_the_earliest_is_selected_and_ranks_go_by_time()
    {
        _store.Write("same v=1 30\nsame v=1 10\nsame v=1 20\nsame v=0 40");
        AggregateRequest Select(string function, double argument = 0) => new()
        {
            Measurement = QueriedStore.Key("same"),
            Columns = [QueriedStore.Float("v")],
            Calls = [new(function, 0, argument)],
            KeepsTimes = true,
        };

        Assert.Equal(["0[] 10 1.0"], Rows(Select("max")));
        Assert.Equal(["0[] 20 1.0"], Rows(Select("percentile", 75)));
        Assert.Equal(["0[] 30 1.0"], Rows(Select("percentile", 100)));
        Assert.Equal(["0[] 10 1.0"], Rows(Select("percentile", 100) with { IsDescending = true }));
    }

    [Fact]
    public void Intervals_begin_at_multiples_of_their_length_below_zero_too_and_those_without_values_are_left_out()
    {
        Assert.Equal(
            ["0[] -10 1i", "0[] 10 2i", "0[] 30 1i"],
            Rows(Request(QueriedStore.Integer("cores"), new AggregateCall("count", 0)) with { Intervals = Tens }));
        Assert.Equal(
            ["0[] -7 1i", "0[] 3 2i", "0[] 23 1i"],
            Rows(Request(QueriedStore.Integer("cores"), new AggregateCall("count", 0)) with { Intervals = new(10, 3) }));
    }

    [Fact]
    public void Groups_and_intervals_come_in_order_and_backwards_where_that_is_wanted()
    {
        var request = Request(QueriedStore.Float("load"), new("sum", 0), new("last", 0)) with { Intervals = Tens, GroupBy = ["host"] };

        Assert.Equal(["0[a] 10 1.0 1.0", "0[a] 30 4.0 4.0", "1[b] 10 2.0 2.0", "1[b] 30 8.0 8.0"], Rows(request));
        Assert.Equal(["0[b] 30 8.0 8.0", "0[b] 10 2.0 2.0", "1[a] 30 4.0 4.0", "1[a] 10 1.0 1.0"], Rows(request with { IsDescending = true }));
    }

    [Fact]
    public void Days_begin_at_midnight_of_their_zone()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        const long Hour = 3_600_000_000_000;
        _store.Write($"z v=1 {Hour * 22}\nz v=2 {Hour * 23}\nz v=4 {Hour * 46}");
        var request = new AggregateRequest
        {
            Measurement = QueriedStore.Key("z"),
            Columns = [QueriedStore.Float("v")],
            Calls = [new("sum", 0)],
            Intervals = new(24 * Hour, 0, zone),
        };

        Assert.Equal([$"0[] {-Hour} 1.0", $"0[] {23 * Hour} 6.0"], Rows(request));
    }

    [Theory]
    [InlineData("host::tag = 'b'", "10.0")]
    [InlineData("host::tag = 'b' AND load::float < 3", "2.0")]
    [InlineData("host::tag = 'b' OR load::float < 3", "11.0")]
    [InlineData("load::float + load::float > 5", "12.0")]
    [InlineData("host::tag =~ /a/ AND note::string =~ /^b/", "1.0")]
    public void Only_points_that_fulfil_the_condition_count(string condition, string sum) => Assert.Equal(
        [$"0[] 0 {sum}"],
        Rows(Request(QueriedStore.Float("load"), new AggregateCall("sum", 0)) with { Where = QueriedStore.Where(condition), MinTime = 0 }));

    [Fact]
    public void What_is_not_known_here_is_left_to_whoever_asks()
    {
        using var points = _store.Open();

        Assert.Null(points.Aggregate(Request(QueriedStore.Float("load"), new AggregateCall("mode", 0)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_deviation_of_one_value_is_not_a_number_which_is_not_the_same_as_none() => Assert.Equal(
        ["0[] 10 0.7071067811865476", "0[] 30 NaN", "0[] 31 NaN"],
        Rows(Request(QueriedStore.Float("load"), new AggregateCall("stddev", 0)) with { Intervals = new(1), MinTime = 0 }));

    [Fact]
    public void A_field_that_is_not_there_has_no_values() =>
        Assert.Empty(Rows(Request(QueriedStore.Float("gone"), new AggregateCall("count", 0))));

    private List<string> Rows(AggregateRequest request)
    {
        using var points = _store.Open();
        using var cursor = points.Aggregate(request, TestContext.Current.CancellationToken);
        return [.. QueriedStore.RowsOf(Assert.IsAssignableFrom<IPointCursor>(cursor), request.Calls.Count)];
    }
}
