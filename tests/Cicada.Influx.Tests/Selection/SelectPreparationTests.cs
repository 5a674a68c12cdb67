using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Tests;

public sealed class SelectPreparationTests
{
    // 2024-03-10T12:34:56.789Z
    private const long Now = 1_710_074_096_789_000_000;

    private const string Beginning = "error: ";

    [Fact]
    public void Statements_have_the_columns_or_the_error_they_have_on_a_server()
    {
        var different = PreparationCase.All.Where(one => !Agrees(one.Expected, Said(one.Statement))).Select(one => $"{one.Statement}\n  a server says '{one.Expected}'\n  we say        '{Said(one.Statement)}'\n");

        Assert.Empty(different);
    }

    [Theory]
    [InlineData("time >= '2024-01-01'", "2024-01-01T00:00:00Z", null)]
    [InlineData("time > '2024-01-01'", "2024-01-01T00:00:00.000000001Z", null)]
    [InlineData("time < '2024-01-01T00:00:00Z'", null, "2023-12-31T23:59:59.999999999Z")]
    [InlineData("time <= '2024-01-01 10:20:30.5'", null, "2024-01-01T10:20:30.5Z")]
    [InlineData("time = '2024-01-01T02:00:00+02:00'", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z")]
    [InlineData("'2024-01-01' <= time", "2024-01-01T00:00:00Z", null)]
    [InlineData("time > now() - 1h", "2024-03-10T11:34:56.789000001Z", null)]
    [InlineData("time > now() - 1h and time < now()", "2024-03-10T11:34:56.789000001Z", "2024-03-10T12:34:56.788999999Z")]
    [InlineData("time > 5", "1970-01-01T00:00:00.000000006Z", null)]
    [InlineData("time >= 1704067200s", "2024-01-01T00:00:00Z", null)]
    [InlineData("time >= 1704067200000ms", "2024-01-01T00:00:00Z", null)]
    [InlineData("time >= '2024-01-01' + 1d", "2024-01-02T00:00:00Z", null)]
    [InlineData("time >= 1d - 1h", "1970-01-01T23:00:00Z", null)]
    [InlineData("time > 1s or time > 2s", "1970-01-01T00:00:02.000000001Z", null)] // as if there were AND
    [InlineData("time > 1s and (f > 1 or time < 9s)", "1970-01-01T00:00:01.000000001Z", "1970-01-01T00:00:08.999999999Z")]
    [InlineData("f > 1", null, null)]
    public void Conditions_of_time_become_a_range(string condition, string? first, string? last)
    {
        var prepared = Prepare($"select f from m where {condition}");

        Assert.Equal((first, last), (Shown(prepared.MinTime, LineProtocolLimits.FirstTime), Shown(prepared.MaxTime, LineProtocolLimits.LastTime)));
    }

    [Theory]
    [InlineData("time >= '2024-07-01'", "2024-06-30T22:00:00Z")]
    [InlineData("time >= '2024-01-01 00:00:00'", "2023-12-31T23:00:00Z")]
    [InlineData("time >= '2024-01-01T00:00:00Z'", "2024-01-01T00:00:00Z")]
    [InlineData("time >= '2024-10-27 02:30:00'", "2024-10-27T01:30:00Z")] // there are two of them
    [InlineData("time >= '2024-03-31 02:30:00'", "2024-03-31T01:30:00Z")] // there is none
    public void Times_without_a_zone_are_those_of_the_statement(string condition, string first)
    {
        var prepared = Prepare($"select f from m where {condition} tz('Europe/Berlin')");

        Assert.Equal(first, Shown(prepared.MinTime, LineProtocolLimits.FirstTime));
    }

    [Theory]
    [InlineData("time > 1s", null)]
    [InlineData("f > 1 and time > 1s", "f::float > 1")]
    [InlineData("true and (f > 1 + 2)", "f::float > 3")]
    [InlineData("host =~ /^(a|b)$/", "host::tag = 'a' OR host::tag = 'b'")]
    [InlineData("s !~ /^abc$/ and i > 1", "s::string != 'abc' AND i::integer > 1")]
    [InlineData("host =~ /a/", "host::tag =~ /a/")]
    [InlineData("nosuch = 'a'", "nosuch = 'a'")]
    [InlineData("f > now()", "false")]
    [InlineData("f > 5m or i = 1", "i::integer = 1")]
    [InlineData("f + 1", null)]
    [InlineData("host::field = 'a'", "host::field = 'a'")] // a field nothing has
    public void What_is_left_of_a_condition_says_what_its_names_are(string condition, string? expected)
    {
        Assert.Equal(expected, Prepare($"select f from m where {condition}").Where?.ToString());
    }

    [Theory]
    [InlineData("time(10s)", 10_000_000_000, 0)]
    [InlineData("time(10s, 3s)", 10_000_000_000, 3_000_000_000)]
    [InlineData("time(10s, -3s)", 10_000_000_000, 7_000_000_000)]
    [InlineData("time(10s, 13s)", 10_000_000_000, 3_000_000_000)]
    [InlineData("time(10s, now())", 10_000_000_000, 6_789_000_000)]
    public void Intervals_have_a_length_and_an_offset(string dimension, long duration, long offset)
    {
        var prepared = Prepare($"select mean(f) from m where time >= 0 and time < 1h group by {dimension}");

        Assert.Equal(new IntervalGrid(duration, offset), prepared.Intervals);
    }

    [Fact]
    public void Intervals_without_an_end_end_now()
    {
        Assert.Equal(Now, Prepare("select mean(f) from m where time > now() - 1h group by time(1m)").MaxTime);
        Assert.Equal(LineProtocolLimits.LastTime, Prepare("select mean(f) from m").MaxTime);
    }

    [Fact]
    public void An_inner_query_keeps_what_it_says_itself()
    {
        var prepared = Prepare("select max(mean) from (select mean(f) as mean, max(f) as h from (select f, host from m where f > 1) where time > 1s group by host, time(1m) fill(0)) where time > 5s");
        var inner = Assert.IsType<PreparedSource.Subquery>(Assert.Single(prepared.Sources)).Query;

        Assert.Equal(["host"], inner.GroupBy);
        Assert.Equal(["mean", "h"], inner.Columns);
        Assert.Equal(1_000_000_001, inner.MinTime);
        Assert.Equal(new QueryFill(FillKind.Number, 0), inner.Fill);
        Assert.True(inner.OmitsTime);
    }

    [Fact]
    public void Names_have_the_strongest_type_of_all_sources()
    {
        var prepared = Prepare("select f, host, x from m, n");

        Assert.Equal(["f::float", "host::tag", "x::string"], prepared.Fields.Select(field => field.Value.ToString()));
    }

    [Theory]
    [InlineData("abs(", "f", ")")]
    [InlineData("(f + ", "f", ")")]
    [InlineData("", "f", " + f")]
    [InlineData("f + abs(f * (", "f", "))")]
    public void A_query_as_deep_as_may_be_is_prepared_and_computed(string before, string inside, string behind)
    {
        var levels = (QueryParser.DeepestNesting - 10) / Math.Max(1, (before + behind).Count(character => character is '(' or '+' or '*'));
        var expression = string.Concat(Enumerable.Repeat(before, levels)) + inside + string.Concat(Enumerable.Repeat(behind, levels));

        var prepared = Prepare($"select {expression} from m where {expression} > 0");

        Assert.True(ExpressionValue.Of(prepared.Fields[0].Value, _ => QueryValue.OfFloat(1)).AsFloat() >= 1);
    }

    [Fact]
    public void More_intervals_than_allowed_are_refused()
    {
        var exception = Assert.Throws<QueryFailedException>(() => Prepare("select mean(f) from m where time >= 0 and time < 101s group by time(1s)", buckets: 100));

        Assert.Equal("max-select-buckets limit exceeded: (101/100)", exception.Message);
    }

    private static string Said(string statement)
    {
        try
        {
            return "columns: " + string.Join(',', Prepare(statement).Columns);
        }
        catch (QuerySyntaxException exception)
        {
            return $"{Beginning}error parsing query: {exception.Message}";
        }
        catch (QueryFailedException exception)
        {
            return Beginning + exception.Message;
        }
    }

    // An answer without rows has no columns.
    private static bool Agrees(string expected, string said) => expected == "nothing" ? !said.StartsWith(Beginning, StringComparison.Ordinal) : said == expected;

    private static PreparedSelect Prepare(string statement, long buckets = 10_000_000) => SelectPreparation.Prepare(
        (Statement.Select)QueryParser.Parse(statement)[0], SchemaSource.Some, new SelectOptions(Now, 10_000, QueryLimits.Default with { Buckets = buckets }));

    private static string? Shown(long time, long nothing) => time == nothing ? null : TimeLiteral.TextOf(time);
}
