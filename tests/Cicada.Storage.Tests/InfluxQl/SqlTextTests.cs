using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>What DuckDB is asked, by what is asked of the store. The tags host and zone are the columns t1 and t2, the fields load, cores, ok and note f3 to f6.</summary>
public sealed class SqlTextTests
{
    private static readonly ScanRequest Loads = new() { Measurement = QueriedStore.Key("cpu"), Columns = [QueriedStore.Float("load")] };

    // Where a tag decides, what is left to be asked of points is only their series.
    [Theory]
    [InlineData("load::float > 1", "(f3)")]
    [InlineData("host::tag = 'a'", "p.series IN (1, 2)")]
    [InlineData("host::tag != 'a'", "p.series IN (3)")]
    [InlineData("host::tag =~ /^[ab]$/", "true")]
    [InlineData("host::tag = 'a' AND zone::tag = 'y'", "p.series IN (2)")]
    [InlineData("host::tag = 'nowhere'", null)]
    [InlineData("host::tag = 'a' AND none::tag = ''", "p.series IN (1, 2)")]
    public void A_condition_on_tags_becomes_the_series_that_fulfil_it(string condition, string? sql)
    {
        var request = Loads with { Where = QueriedStore.Where(condition) };

        var text = ScanSql.Of(request, Cpu, PlanOf(request))?.Query.Text;

        Assert.Equal(
            sql is null ? null : $"SELECT p.time, 0, p.series, p.f3 FROM data.points_7 p WHERE {(sql == "(f3)" ? $"({Condition("load::float > 1").Sql})" : sql)} AND (p.f3 IS NOT NULL) ORDER BY 1, 3", text);
    }

    [Fact]
    public void Texts_are_parameters()
    {
        var parameters = new List<object>();

        var (sql, isExact) = FieldConditionSql.Of(QueriedStore.Where("note::string = 'it''s' OR note::string = 'b'".Replace("''", "\\'")), Cpu, parameters);

        Assert.True(isExact);
        Assert.Equal(["it's", "b"], parameters);
        Assert.Contains("f6", sql);
        Assert.Contains("$1", sql);
        Assert.Contains("$2", sql);
        Assert.DoesNotContain("'", sql);
    }

    [Fact]
    public void Times_are_whole_numbers_that_bound_the_points_themselves() => Assert.Equal(
        "SELECT p.time, 0, p.series, p.f3 FROM data.points_7 p WHERE p.time BETWEEN CAST(-5 AS BIGINT) AND CAST(1704067200000000000 AS BIGINT) AND (p.f3 IS NOT NULL) ORDER BY 1, 3",
        Scan(Loads with { MinTime = -5, MaxTime = 1_704_067_200_000_000_000 }));

    [Fact]
    public void The_last_rows_are_those_DuckDB_finds_without_sorting_all() => Assert.Equal(
        "SELECT p.time, 0, p.series, p.f3 FROM data.points_7 p WHERE true AND (p.f3 IS NOT NULL) ORDER BY 1 DESC, 3 DESC LIMIT 1000",
        Scan(Loads with { IsDescending = true, LimitOfEachGroup = 1000 }));

    [Fact]
    public void Groups_are_places_in_a_list_by_series() => Assert.Equal(
        "SELECT p.time, ([0, 0, 1]::INTEGER[])[p.series], p.series, p.f3 FROM data.points_7 p WHERE true AND (p.f3 IS NOT NULL) ORDER BY 2, 1, 3",
        Scan(Loads with { GroupBy = ["host"] }));

    [Fact]
    public void Of_several_fields_a_point_has_one() => Assert.Equal(
        "SELECT p.time, 0, p.series, p.f3, p.f6 FROM data.points_7 p WHERE true AND (p.f3 IS NOT NULL OR p.f6 IS NOT NULL) ORDER BY 1, 3",
        Scan(Loads with { Columns = [QueriedStore.Float("load"), QueriedStore.Tag("zone"), QueriedStore.Text("note")] }));

    [Theory]
    [InlineData("", "", "SELECT p.time, p.f3 FROM data.points_7 p WHERE true AND p.f3 IS NOT NULL")]
    [InlineData("", "host", "SELECT p.time, p.series, p.f3 FROM data.points_7 p WHERE true AND p.f3 IS NOT NULL")]
    [InlineData("host::tag = 'b'", "", "SELECT p.time, p.series, p.f3 FROM data.points_7 p WHERE p.series IN (3) AND p.f3 IS NOT NULL")]
    public void An_aggregate_reads_times_and_values_in_any_order_and_series_where_they_matter(string condition, string groupBy, string sql)
    {
        var request = new AggregateRequest
        {
            Measurement = Loads.Measurement,
            Columns = Loads.Columns,
            Calls = [new("mean", 0), new("max", 0)],
            GroupBy = groupBy.Length == 0 ? [] : [groupBy],
            Where = condition.Length == 0 ? null : QueriedStore.Where(condition),
        };

        Assert.Equal(sql, AggregateSql.Of(request, Cpu, PlanOf(request))!.Query.Text);
    }

    [Theory]
    [InlineData("", "SELECT id FROM data.series_7 ORDER BY id")]
    [InlineData("host::tag = 'a'", "SELECT id, t1 FROM data.series_7 WHERE t1 = $1 ORDER BY id", "a")]
    [InlineData("host::tag = 'a' AND (zone::tag = 'x' AND load::float > 1)", "SELECT id, t1, t2 FROM data.series_7 WHERE t1 = $1 AND t2 = $2 ORDER BY id", "a", "x")]
    [InlineData("host::tag = 'a' OR zone::tag = 'x'", "SELECT id, t1, t2 FROM data.series_7 ORDER BY id")]
    [InlineData("host::tag = ''", "SELECT id, t1 FROM data.series_7 ORDER BY id")]
    public void Series_are_read_that_have_the_tags_all_must_have(string condition, string sql, params string[] parameters)
    {
        var asked = SeriesSql.Of(Cpu, condition.Length == 0 ? null : QueriedStore.Where(condition), []);

        Assert.Equal(sql, asked.Query.Text);
        Assert.Equal(parameters, asked.Query.Parameters);
    }

    private static StoredMeasurement Cpu { get; } = Made();

    private static (string Sql, bool IsExact) Condition(string condition) => FieldConditionSql.Of(QueriedStore.Where(condition), Cpu, []);

    private static string Scan(ScanRequest request) => ScanSql.Of(request, Cpu, PlanOf(request))!.Query.Text;

    private static SeriesPlan PlanOf(ScanRequest request) => SeriesPlan.Of(
        request, Cpu, new([1, 2, 3], new Dictionary<string, string?[]> { ["host"] = ["a", "a", "b"], ["zone"] = ["x", "y", null] }), isComplete: true);

    private static StoredMeasurement Made()
    {
        var table = new MeasurementTable(7, "cpu", null);
        foreach (var (name, isTag, type) in new[]
        {
            ("host", true, FieldType.String), ("zone", true, FieldType.String), ("load", false, FieldType.Float), ("cores", false, FieldType.Integer),
            ("ok", false, FieldType.Boolean), ("note", false, FieldType.String),
        })
        {
            table.Add(new StoreColumn(table.NextColumnId, name, isTag, type));
        }

        return new StoredMeasurement(table);
    }
}
