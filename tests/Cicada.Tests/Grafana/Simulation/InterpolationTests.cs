namespace Cicada.Tests.Grafana.Simulation;

/// <summary>The simulator puts variables into queries as Grafana does: the table of its rules, row by row.</summary>
public sealed class InterpolationTests
{
    private static readonly string[] Odd = ["GET /", "a|b (x)"];

    [Theory]
    [InlineData("${v:regex}", @"(GET \/|a\|b \(x\))")]
    [InlineData("${v:pipe}", "GET /|a|b (x)")]
    [InlineData("${v:raw}", "GET /,a|b (x)")]
    [InlineData("${v:csv}", "GET /,a|b (x)")]
    [InlineData("${v:json}", """["GET /","a|b (x)"]""")]
    [InlineData("${v:singlequote}", "'GET /','a|b (x)'")]
    [InlineData("${v:doublequote}", "\"GET /\",\"a|b (x)\"")]
    [InlineData("${v:sqlstring}", "'GET /','a|b (x)'")]
    [InlineData("${v:text}", "GET / + a|b (x)")]
    [InlineData("${v:glob}", "{GET /,a|b (x)}")]
    [InlineData("${v:queryparam}", "var-v=GET%20%2F&var-v=a%7Cb%20%28x%29")]
    [InlineData("[[v:pipe]]", "GET /|a|b (x)")]
    [InlineData("=~ /^$v$/", @"=~ /^(GET \/|a\|b \(x\))$/")]
    [InlineData("=~ /^${v}$/", @"=~ /^(GET \/|a\|b \(x\))$/")]
    [InlineData("=~ /^[[v]]$/", @"=~ /^(GET \/|a\|b \(x\))$/")]
    [InlineData("= '$v'", @"= '(GET \/|a\|b \(x\))'")] // nobody finds anything by this
    public void Several_values_are_written_as_the_reference_asks(string query, string expected) =>
        Assert.Equal(expected, Written(query, new() { Name = "v", IsMulti = true, Values = Odd }));

    [Theory]
    [InlineData("=~ /^${v:regex}$/", @"=~ /^a\|b \(x\)$/")] // one alone has no brackets with a format
    [InlineData("=~ /^$v$/", @"=~ /^(a\|b \(x\))$/")] // and has them without
    public void One_value_of_several_is_still_a_list(string query, string expected) =>
        Assert.Equal(expected, Written(query, new() { Name = "v", IsMulti = true, Values = ["a|b (x)"] }));

    [Theory]
    [InlineData("a/b", "=~ /^$v$/", @"=~ /^a\/b$/")] // inside a regular expression
    [InlineData("a/b", "= '$v'", "= 'a/b'")] // elsewhere
    [InlineData("O'Brien", "= '$v'", "= 'O'Brien'")] // no quotes are escaped
    [InlineData("a/b", "SELECT x / $v / 2", "SELECT x / a/b / 2")] // a division is no regular expression
    [InlineData("a.b", "SELECT '/$v/'", "SELECT '/a.b/'")] // nor is a text with slashes
    [InlineData("2026-11-23T10:00/x", "=~ /^$v$/", "=~ /^2026-11-23T10:00/x$/")] // begins like a number: never escaped
    [InlineData("r20261123-101207-k3f", "=~ /^${v:regex}$/", "=~ /^r20261123-101207-k3f$/")] // which is why ids of runs begin with a letter
    public void One_value_is_escaped_in_regular_expressions_only(string value, string query, string expected) => Assert.Equal(expected, Written(query, VariableValue.Of("v", value)));

    [Theory]
    [InlineData("=~ /^${v:regex}$/", ".*", "=~ /^.*$/")] // what stands for all is never escaped
    [InlineData("=~ /^$v$/", ".*", "=~ /^.*$/")]
    [InlineData("${v:text}", ".*", "All")]
    [InlineData("${v:queryparam}", ".*", "var-v=$__all")]
    [InlineData("=~ /^${v:regex}$/", null, @"=~ /^(GET \/|a\|b \(x\))$/")] // without it all options do
    public void All_is_what_stands_for_it_or_every_option(string query, string? allValue, string expected) =>
        Assert.Equal(expected, Written(query, new() { Name = "v", IsMulti = true, IsAll = true, AllValue = allValue, Values = Odd }));

    [Fact]
    public void What_is_no_variable_is_left_alone() =>
        Assert.Equal("$timeFilter GROUP BY time($__interval) ${other} /x$/", Written("$timeFilter GROUP BY time($__interval) ${other} /x$/", VariableValue.Of("v", "x")));

    [Fact]
    public void A_format_nobody_knows_is_a_mistake_of_the_board() =>
        Assert.Contains("regexp", Assert.Throws<BoardException>(() => Written("${v:regexp}", VariableValue.Of("v", "x"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT a FROM /x\\/y/ WHERE b =~ /z/", "x\\/y,z")]
    [InlineData("SELECT a / b FROM m -- /no/", "")]
    [InlineData("SELECT (a) / 2, \"/no/\", '/no/' FROM m", "")]
    [InlineData("SELECT /a/ FROM db.rp./b/ GROUP BY /c/", "a,b,c")]
    public void Regular_expressions_of_a_query_are_told_from_divisions(string query, string expected) => Assert.Equal(expected, string.Join(',', RegexText.LiteralsOf(query)));

    private static string Written(string query, VariableValue value) => Interpolation.Query(query, new Dictionary<string, VariableValue> { [value.Name] = value });
}
