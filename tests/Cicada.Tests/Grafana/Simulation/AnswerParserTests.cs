namespace Cicada.Tests.Grafana.Simulation;

/// <summary>The simulator reads answers with the traps Grafana's plugin has.</summary>
public sealed class AnswerParserTests
{
    [Fact]
    public void Each_series_and_column_becomes_a_frame_named_by_the_alias()
    {
        var answer = Parsed(
            """{"results":[{"series":[{"name":"m","tags":{"name":"/","run":"r1"},"columns":["time","sum","max"],"values":[[1000,1,null],[2000,2,5]]}]}]}""", alias: "$tag_name $col of [[m]]");

        Assert.Equal(["/ sum of m", "/ max of m"], answer.Frames.Select(frame => frame.Name));
        Assert.Equal([1000L, 2000L], answer.Frames[0].Fields[0].Values);
        Assert.Equal([null, 5.0], answer.Frames[1].Fields[1].Values);
        Assert.Equal("r1", answer.Frames[1].Fields[1].Labels["run"]);
    }

    [Fact]
    public void Without_an_alias_the_name_has_the_tags_in_an_order_that_is_chance()
    {
        const string Body = """{"results":[{"series":[{"name":"m","tags":{"a":"1","b":"2"},"columns":["time","x"],"values":[[1,1]]}]}]}""";

        Assert.Equal("m.x { a: 1, b: 2 }", Parsed(Body).Frames[0].Name);
        Assert.Equal("m.x { b: 2, a: 1 }", new AnswerParser(isReversed: true).Parse(Asked(), 200, Body).Frames[0].Name);
    }

    [Fact]
    public void A_time_that_is_a_text_drops_its_row_without_a_word() =>
        Assert.Equal(0, Parsed("""{"results":[{"series":[{"name":"m","columns":["time","x"],"values":[["2026-11-23T10:00:00Z",1]]}]}]}""").Frames[0].Rows);

    [Fact]
    public void Values_of_another_type_than_the_first_are_lost() =>
        Assert.Equal([1.0, null], Parsed("""{"results":[{"series":[{"name":"m","columns":["time","x"],"values":[[1,1],[2,"two"]]}]}]}""").Frames[0].Fields[1].Values);

    [Fact]
    public void A_table_has_time_tags_and_fields_and_the_columns_of_the_first_series()
    {
        var answer = Parsed(
            """{"results":[{"series":[{"name":"m","tags":{"name":"/"},"columns":["time","x"],"values":[[1,1.5]]},{"name":"m","tags":{"name":"/b"},"columns":["time","x"],"values":[[1,null],[2,2]]}]}]}""",
            format: "table");

        var table = Assert.Single(answer.Frames);
        Assert.Equal(["Time", "name", "x"], table.Fields.Select(field => field.Name));
        Assert.Equal(["/", "/b", "/b"], table["name"].Values);
        Assert.Equal([1.5, null, 2.0], table["x"].Values);
    }

    [Fact]
    public void A_column_that_is_text_in_one_series_and_number_in_another_makes_a_table_nobody_can_draw() => Assert.Contains("'x'", Parsed(
        """{"results":[{"series":[{"name":"m","tags":{"n":"1"},"columns":["time","x"],"values":[[1,"one"]]},{"name":"m","tags":{"n":"2"},"columns":["time","x"],"values":[[1,2]]}]}]}""",
        format: "table").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData(400, """{"error":"error parsing query"}""", "InfluxDB returned error: error parsing query")]
    [InlineData(500, """{"message":"no"}""", "InfluxDB returned error: no")]
    [InlineData(200, """{"error":"top"}""", "top")]
    [InlineData(200, """{"results":[{"error":"inside"}]}""", "inside")]
    public void An_error_is_one_wherever_it_stands(int status, string body, string expected) => Assert.Equal(expected, new AnswerParser().Parse(Asked(), status, body).Error);

    [Fact]
    public void Only_the_first_result_is_read_and_none_at_all_breaks_the_plugin()
    {
        Assert.Empty(Parsed("""{"results":[{"statement_id":0},{"statement_id":1,"series":[{"name":"m","columns":["time","x"],"values":[[1,1]]}]}]}""").Frames);
        Assert.NotNull(Parsed("""{"results":[]}""").Error);
    }

    [Fact]
    public void Values_of_tags_are_the_second_element_where_the_plugin_knows_the_statement_and_else_the_first()
    {
        const string Body = """{"results":[{"series":[{"name":"a","columns":["key","value"],"values":[["run","r2"],["run","r1"]]},{"name":"b","columns":["key","value"],"values":[["run","r1"]]}]}]}""";

        var known = new AnswerParser().Parse(Asked() with { Text = "show tag values FROM \"m\" WITH KEY = \"run\"" }, 200, Body);
        var unknown = new AnswerParser().Parse(Asked() with { Text = "SHOW MEASUREMENTS" }, 200, Body);

        Assert.Equal(["r2", "r1"], VariableOptions.Found(known.Frames));
        Assert.Equal(["run"], VariableOptions.Found(unknown.Frames));
    }

    [Fact]
    public void Events_are_made_of_columns_named_with_their_measurement_and_rows_with_gaps_are_none()
    {
        var annotation = new Annotation("events", "SELECT", "title", "type", "", "");
        var answer = Parsed("""{"results":[{"series":[{"name":"cicada_events","columns":["time","title","type"],"values":[[1,"Started","test_start"],[2,null,"x"]]}]}]}""");

        var only = Assert.Single(AnnotationReader.Read(annotation, answer.Frames));
        Assert.Equal((1L, "Started", "test_start"), (only.Time, only.Text, Assert.Single(only.Tags)));
    }

    [Theory]
    [InlineData("r1 : one, two\\,three,four", "one|two,three|four")]
    [InlineData("", "")]
    public void Values_of_a_list_are_between_its_commas(string list, string expected)
    {
        Assert.Equal(expected.Replace("r1 : ", "", StringComparison.Ordinal), string.Join('|', VariableOptions.Listed(list)));
    }

    [Theory]
    [InlineData("/^shop-(.*)$/", 1, "a,b")]
    [InlineData("/^shop-(?<value>b)/", 0, "b")]
    [InlineData("", 2, "shop-b,shop-a,other")]
    [InlineData("/SHOP/i", 0, "shop-b,shop-a")]
    public void A_variable_s_regular_expression_chooses_and_cuts(string regex, int sort, string expected) =>
        Assert.Equal(expected, string.Join(',', VariableOptions.Chosen(["shop-b", "shop-a", "other"], regex, sort)));

    private static SentQuery Asked(string alias = "", string format = "time_series") =>
        new() { RefId = "A", Text = "SELECT", Alias = alias, ResultFormat = format, Range = TimeRange.Between(0, 1) };

    private static QueryAnswer Parsed(string body, string alias = "", string format = "time_series") => new AnswerParser().Parse(Asked(alias, format), 200, body);
}
