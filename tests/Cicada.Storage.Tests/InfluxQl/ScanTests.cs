using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class ScanTests : IDisposable
{
    private const string Lines =
        """
        cpu,host=a,zone=x load=1,cores=4i,ok=true,note="hello" 10
        cpu,host=b,zone=x load=2,cores=8i 20
        cpu,host=a,zone=x load=3 30
        cpu,host=b,zone=x cores=2i,ok=false 40
        cpu,zone=y load=5,note="bye" 15
        cpu,host=c note="only" 35
        mem,host=a used=1 10
        """;

    private readonly QueriedStore _store = new(Lines);

    public void Dispose() => _store.Dispose();

    private static ScanRequest Request(params ScanColumn[] columns) => new() { Measurement = QueriedStore.Key("cpu"), Columns = columns };

    [Fact]
    public void Points_come_by_time_with_the_fields_and_tags_asked_for_and_without_those_that_have_none_of_the_fields()
    {
        var rows = _store.Scan(Request(QueriedStore.Float("load"), QueriedStore.Tag("host"), QueriedStore.Integer("cores"), QueriedStore.Tag("none")));

        Assert.Equal(["0[] 10 1.0 'a' 4i -", "0[] 15 5.0 - - -", "0[] 20 2.0 'b' 8i -", "0[] 30 3.0 'a' - -", "0[] 40 - 'b' 2i -"], rows);
    }

    [Fact]
    public void Groups_come_in_the_order_of_their_tags_a_missing_one_being_empty()
    {
        var rows = _store.Scan(Request(QueriedStore.Float("load")) with { GroupBy = ["host", "unknown"] });

        Assert.Equal(["0[,] 15 5.0", "1[a,] 10 1.0", "1[a,] 30 3.0", "2[b,] 20 2.0"], rows);
    }

    [Fact]
    public void Backwards_groups_and_times_are_turned_round()
    {
        var rows = _store.Scan(Request(QueriedStore.Float("load")) with { GroupBy = ["host"], IsDescending = true });

        Assert.Equal(["0[b] 20 2.0", "1[a] 30 3.0", "1[a] 10 1.0", "2[] 15 5.0"], rows);
    }

    [Fact]
    public void Only_the_first_points_of_each_group_come_where_a_limit_is_set()
    {
        var request = Request(QueriedStore.Float("load"), QueriedStore.Text("note")) with { LimitOfEachGroup = 1 };

        Assert.Equal(["0[] 10 1.0 'hello'"], _store.Scan(request));
        Assert.Equal(["0[] 15 5.0 'bye'", "1[a] 10 1.0 'hello'", "2[b] 20 2.0 -", "3[c] 35 - 'only'"], _store.Scan(request with { GroupBy = ["host"] }));
        Assert.Equal(["0[b] 20 2.0 -"], _store.Scan(request with { GroupBy = ["host"], Where = QueriedStore.Where("host::tag = 'b' AND load::float * 2 > 1") }));
    }

    [Fact]
    public void Both_ends_of_the_time_belong_to_it() => Assert.Equal(
        ["0[] 15 5.0", "0[] 20 2.0", "0[] 30 3.0"],
        _store.Scan(Request(QueriedStore.Float("load")) with { MinTime = 15, MaxTime = 30 }));

    [Fact]
    public void Numbers_are_had_as_other_numbers_and_nothing_else_is_had_as_what_it_is_not() => Assert.Equal(
        ["0[] 10 1i 4.0 - 4u", "0[] 15 5i - - -", "0[] 20 2i 8.0 - 8u", "0[] 30 3i - - -", "0[] 40 - 2.0 - 2u"],
        _store.Scan(Request(
            QueriedStore.Integer("load"), QueriedStore.Float("cores"), QueriedStore.Text("load"), new("cores", false, QueryValueKind.Unsigned))));

    [Theory]
    [InlineData("host::tag = 'a'", "10 30")]
    [InlineData("host::tag != 'a'", "15 20 40")]
    [InlineData("host::tag = ''", "15")]
    [InlineData("host = ''", "15")]
    [InlineData("unknown = ''", "10 15 20 30 40")]
    [InlineData("unknown != ''", "")]
    [InlineData("host::tag =~ /a|b/", "10 20 30 40")]
    [InlineData("host::tag !~ /a|b/", "15")]
    [InlineData("host::tag =~ /^$/", "15")]
    [InlineData("host::tag = 'a' AND zone::tag = 'x' OR zone::tag = 'y'", "10 15 30")]
    [InlineData("host::tag = 'a' AND load::float > 1", "30")]
    [InlineData("host::tag = 'a' OR load::float >= 2", "10 15 20 30")]
    [InlineData("(host::tag = 'a' AND load::float = 1) OR (host::tag = 'b' AND cores::integer < 5)", "10 40")]
    [InlineData("load::float = 2", "20")]
    [InlineData("load::float != 2", "10 15 30")]
    [InlineData("load::float = '2'", "")]
    [InlineData("cores::integer > 3.5", "10 20")]
    [InlineData("cores::float > 3.5", "10 20")]
    [InlineData("load::integer = 3", "30")]
    [InlineData("load::float < cores::integer", "10 20")]
    [InlineData("load::float + cores::integer > 5", "20")]
    [InlineData("note::string = 'hello'", "10")]
    [InlineData("note::string != 'hello'", "15")]
    [InlineData("note::string =~ /^b/", "15")]
    [InlineData("note::string =~ /l{2}/ OR load::float = 3", "10 30")]
    [InlineData("ok::boolean = true", "10")]
    [InlineData("ok::boolean = false", "40")]
    [InlineData("ok::boolean", "10")]
    [InlineData("true", "10 15 20 30 40")]
    [InlineData("1 = 2", "")]
    [InlineData("gone::float > 1 OR host::tag = 'b'", "20 40")]
    public void Only_points_that_fulfil_the_condition_come(string condition, string times)
    {
        var rows = _store.Scan(Request(QueriedStore.Float("load"), QueriedStore.Integer("cores")) with { Where = QueriedStore.Where(condition) });

        Assert.Equal(times, string.Join(' ', rows.Select(row => row.Split(' ')[1])));
    }

    [Fact]
    public void Measurements_are_found_by_name_and_by_pattern()
    {
        using var points = _store.Open();

        Assert.Equal([QueriedStore.Key("cpu")], points.Find(new("db", "autogen", "cpu")));
        Assert.Empty(points.Find(new("db", "autogen", "disk")));
        Assert.Equal([QueriedStore.Key("cpu"), QueriedStore.Key("mem")], points.Find(new("db", "autogen", "", "m|cpu")));
        Assert.Equal("database not found: no", Assert.Throws<QueryFailedException>(() => points.Find(new QuerySource.Measurement("no", "autogen", "cpu"))).Message);
        Assert.Equal(
            "retention policy not found: no", Assert.Throws<QueryFailedException>(() => points.Find(new QuerySource.Measurement("db", "no", "cpu"))).Message);
        Assert.Equal(["cores", "load", "note", "ok"], points.SchemaOf(QueriedStore.Key("cpu")).Fields.Keys.Order());
        Assert.Equal(["host", "zone"], points.SchemaOf(QueriedStore.Key("cpu")).Tags.Order());
    }
}
