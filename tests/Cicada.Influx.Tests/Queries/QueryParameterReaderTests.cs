using Cicada.Influx.Queries;

namespace Cicada.Influx.Tests.Queries;

/// <summary>Parameters and errors as InfluxDB 1.6.7 takes and gives them.</summary>
public sealed class QueryParameterReaderTests
{
    [Theory]
    [InlineData("""{"a":1}""", QueryTokenKind.Integer, "1")]
    [InlineData("""{"a":-3}""", QueryTokenKind.Integer, "-3")]
    [InlineData("""{"a":1.50}""", QueryTokenKind.Number, "1.50")]
    [InlineData("""{"a":"it's"}""", QueryTokenKind.String, "it's")]
    [InlineData("""{"a":true}""", QueryTokenKind.Keyword, "TRUE")]
    [InlineData("""{"a":{"regex":"x.*"}}""", QueryTokenKind.Regex, "x.*")]
    [InlineData("""{"a":{"duration":"5m"}}""", QueryTokenKind.Duration, "5m")]
    [InlineData("""{"a":{"duration":5}}""", QueryTokenKind.Duration, "5ns")]
    [InlineData("""{"a":{"identifier":"v"}}""", QueryTokenKind.Identifier, "v")]
    [InlineData("""{"a":{"ident":"v"}}""", QueryTokenKind.Identifier, "v")]
    [InlineData("""{"a":{"integer":5}}""", QueryTokenKind.Integer, "5")]
    [InlineData("""{"a":{"float":3.5}}""", QueryTokenKind.Number, "3.5")]
    [InlineData("""{"a":{"number":3}}""", QueryTokenKind.Number, "3")]
    [InlineData("""{"a":{"string":"x"}}""", QueryTokenKind.String, "x")]
    [InlineData("""{"a":1.5} x""", QueryTokenKind.Number, "1.5")]
    [InlineData("""{"a":"half \ud800 a letter, \\ud800 none, \ud834\udd1e one"}""", QueryTokenKind.String, "half \uFFFD a letter, \\ud800 none, \uD834\uDD1E one")]
    internal void A_parameter_is_one_token(string json, QueryTokenKind kind, string text) =>
        Assert.Equal(new QueryParameter(kind, text), QueryParameterReader.Read(json)["a"]);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    public void There_may_be_none(string json) => Assert.Empty(QueryParameterReader.Read(json));

    [Theory]
    [InlineData("""{"a":""", "error parsing query parameters: unexpected EOF")]
    [InlineData("[]", "error parsing query parameters: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("5", "error parsing query parameters: json: cannot unmarshal number into Go value of type map[string]interface {}")]
    [InlineData("\"x\"", "error parsing query parameters: json: cannot unmarshal string into Go value of type map[string]interface {}")]
    [InlineData("""{"a":1e5}""", "error parsing json value: strconv.ParseInt: parsing \"1e5\": invalid syntax")]
    [InlineData("""{"a":99999999999999999999}""", "error parsing json value: strconv.ParseInt: parsing \"99999999999999999999\": value out of range")]
    [InlineData("""{"a":1.0e400}""", "error parsing json value: strconv.ParseFloat: parsing \"1.0e400\": value out of range")]
    public void What_is_no_object_of_values_is_refused(string json, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => QueryParameterReader.Read(json)).Message);

    [Theory]
    [InlineData("""{"a":null}""", "missing parameter: unable to bind parameter with type <nil>")]
    [InlineData("""{"a":[1]}""", "missing parameter: unable to bind parameter with type []interface {}")]
    [InlineData("""{"a":{"foo":5}}""", "missing parameter: unknown bind object type: foo")]
    [InlineData("""{"a":{}}""", "missing parameter: bound object parameter value must have exactly one entry")]
    [InlineData("""{"a":{"regex":"x","b":1}}""", "missing parameter: bound object parameter value must have exactly one entry")]
    [InlineData("""{"a":{"number":"x"}}""", "missing parameter: number literal must be a float value")]
    [InlineData("""{"a":{"regex":5}}""", "missing parameter: regex literal must be a string value")]
    [InlineData("""{"a":{"duration":"x"}}""", "invalid duration")]
    [InlineData("""{"b":1}""", "missing parameter: a")]
    public void A_parameter_that_cannot_be_one_is_missed_where_it_is_used(string json, string error)
    {
        var parameters = QueryParameterReader.Read(json);

        Assert.Equal(error, Assert.Throws<QuerySyntaxException>(() => QueryParser.Parse("SELECT v FROM m WHERE v = $a", parameters)).Message);
        Assert.Single(QueryParser.Parse("SELECT v FROM m", parameters));
    }
}
