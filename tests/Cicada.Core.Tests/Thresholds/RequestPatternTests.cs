using Cicada.Thresholds;
using CsCheck;

namespace Cicada.Tests.Thresholds;

public sealed class RequestPatternTests
{
    [Theory]
    [InlineData(null, true)] // all requests
    [InlineData("/item/{id}", true)] // by name
    [InlineData("GET /item/{id}", true)] // by type and name
    [InlineData("POST /item/{id}", false)]
    [InlineData("GET *", true)] // a type
    [InlineData("POST *", false)]
    [InlineData("*", true)]
    [InlineData("/item*", true)]
    [InlineData("*{id}", true)]
    [InlineData("/*m/*", true)]
    [InlineData("/item", false)] // whole names
    [InlineData("/ITEM/{id}", false)] // as they are written
    [InlineData("/item/{id}*", true)] // none are any letters too
    [InlineData("/item/{id}?", false)]
    public void Requests_are_meant_by_name_by_type_and_name_and_with_stars(string? pattern, bool isMeant) =>
        Assert.Equal(isMeant, new RequestPattern(pattern).Matches("GET", "/item/{id}"));

    [Fact]
    public void Stars_match_what_they_match_in_a_regular_expression() =>
        Gen.Select(Gen.Char["ab*"].Array[0, 6], Gen.Char["ab"].Array[0, 8]).Sample((pattern, name) =>
        {
            var expression = "^" + new string(pattern).Replace("*", "(a|b)*", StringComparison.Ordinal) + "$";
            return new RequestPattern(new string(pattern)).Matches("T", new string(name)) == (System.Text.RegularExpressions.Regex.IsMatch(new string(name), expression)
                || System.Text.RegularExpressions.Regex.IsMatch("T " + new string(name), expression.Replace("(a|b)", "[^x]", StringComparison.Ordinal)));
        }, iter: 500);
}
