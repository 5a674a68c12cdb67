using Cicada.Influx.Patterns;

namespace Cicada.Influx.Tests;

public sealed class QueryPatternTests
{
    [Theory]
    [InlineData("b", "abc", true)] // somewhere within
    [InlineData("^b", "abc", false)]
    [InlineData("c$", "abc\n", false)] // the very end
    [InlineData("c\\z", "abc", true)]
    [InlineData("(?m)c$", "abc\nd", true)]
    [InlineData("(?m)^d", "abc\nd", true)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData("(?s)a.c", "a\nc", true)]
    [InlineData("a[^b]c", "a\nc", true)] // a newline is a character like others
    [InlineData("(?i)ABC", "xabcx", true)]
    [InlineData("a(?i)b", "AB", false)]
    [InlineData("a(?i)b", "aB", true)]
    [InlineData("(?i:a)b", "AB", false)]
    [InlineData("(?i)[^a]", "A", false)]
    [InlineData("(?i)ſ", "S", true)] // three letters that are the same
    [InlineData("(?i)k", "\u212A", true)]
    [InlineData("(?i)İ", "i", false)]
    [InlineData("\\d", "٣", false)] // ASCII only
    [InlineData("\\w", "é", false)]
    [InlineData("\\W", "é", true)]
    [InlineData("\\s", "\v", false)]
    [InlineData("\\s", "\t", true)]
    [InlineData("\\bb", "éb", true)] // é is no part of a word
    [InlineData("\\Bb", "éb", false)]
    [InlineData("\\bb", "ab", false)]
    [InlineData("[[:alpha:]]+$", "a1b", true)]
    [InlineData("^[[:^alpha:]]+$", "123", true)]
    [InlineData("^[[:word:]]+$", "a_1", true)]
    [InlineData("\\pL", "é", true)]
    [InlineData("\\p{Lu}", "é", false)]
    [InlineData("\\P{Lu}", "é", true)]
    [InlineData("\\p{^Greek}", "α", false)]
    [InlineData("\\p{Han}", "漢", true)]
    [InlineData("^.$", "😀", true)] // one character, two units
    [InlineData("^..$", "😀", false)]
    [InlineData("^[^a]{2}$", "😀x", true)]
    [InlineData("^.+$", "😀x", true)]
    [InlineData("[😀-😃]", "😂", true)]
    [InlineData("[😀-😃]", "😄", false)]
    [InlineData("^[\\x{1F600}]$", "😀", true)]
    [InlineData("\\Qa.b\\E", "axb", false)]
    [InlineData("\\Qa.b", "a.b", true)]
    [InlineData("\\x41\\x{42}\\103", "ABC", true)]
    [InlineData("\\.\\-\\_\\/", ".-_/", true)]
    [InlineData("a{2}", "aa", true)]
    [InlineData("^a{2,3}$", "aaaa", false)]
    [InlineData("a{,2}", "a{,2}", true)] // no repetition, but braces
    [InlineData("(?P<name>a+?)b", "aab", true)]
    [InlineData("(?U)a+", "aa", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[^\\x00-\\x{10FFFF}]", "a", false)] // nothing at all
    [InlineData("", "a", true)]
    [InlineData("a|", "b", true)]
    [InlineData("^(a|b|cd)$", "cd", true)]
    [InlineData("^(a|b|cd)$", "ab", false)]
    [InlineData("(?m)^a$", "x\na", true)]
    [InlineData("\\P{L}\\n", "_\n", true)]
    [InlineData("^\\pL{2}(\\pN|x)*$", "éa12x", true)]
    [InlineData("^\\pL{2}(\\pN|x)*$", "éa12y", false)]
    [InlineData("\\B", "x😁y", false)]
    [InlineData("^\\pL+?$|\\b\\b1", "漢 1", true)]
    public void A_pattern_means_what_it_means_to_RE2(string pattern, string text, bool matches)
    {
        Assert.Equal(matches, QueryPattern.Of(pattern).IsMatch(text));
    }

    [Theory]
    [InlineData("^$", "")]
    [InlineData("^a$", "a")]
    [InlineData("^(a|bc)$", "a,bc")]
    [InlineData("^x(?:a|b)[12]$", "xa1,xa2,xb1,xb2")]
    [InlineData("a$", null)]
    [InlineData("^a|b$", null)]
    [InlineData("^a+$", null)]
    [InlineData("(?i)^a$", null)]
    [InlineData("^[a-z]{2}$", null)]
    [InlineData("^[a-z][a-z]$", null)] // too many
    public void A_pattern_that_only_names_texts_says_which(string pattern, string? texts)
    {
        var exact = QueryPattern.Of(pattern).ExactTexts;

        Assert.Equal(texts, exact is null ? null : string.Join(',', exact));
    }

    [Theory]
    [InlineData("(", "missing closing ): `(`")]
    [InlineData("a)", "unexpected ): `a)`")]
    [InlineData("[a", "missing closing ]: `[a`")]
    [InlineData("*", "missing argument to repetition operator: `*`")]
    [InlineData("a|*", "missing argument to repetition operator: `*`")]
    [InlineData("(?i)*", "missing argument to repetition operator: `*`")]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("a*??", "invalid nested repetition operator: `*??`")]
    [InlineData("a{2}{3}", "invalid nested repetition operator: `{2}{3}`")]
    [InlineData("x{1001}", "invalid repeat count: `{1001}`")]
    [InlineData("((a{100}){10}){10}", "invalid repeat count: `{10}`")]
    [InlineData("(?i", "invalid or unsupported Perl syntax: `(?i`")]
    [InlineData("(?<n>a)", "invalid or unsupported Perl syntax: `(?<`")]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?P=n)", "invalid or unsupported Perl syntax: `(?P`")]
    [InlineData("(?i-)", "invalid or unsupported Perl syntax: `(?i-)`")]
    [InlineData("(?P<n", "invalid named capture: `(?P<n`")]
    [InlineData("(?P<x y>a)", "invalid named capture: `(?P<x y>`")]
    [InlineData("\\8", "invalid escape sequence: `\\8`")]
    [InlineData("\\Z", "invalid escape sequence: `\\Z`")]
    [InlineData("\\C", "invalid escape sequence: `\\C`")]
    [InlineData("[a-\\d]", "invalid escape sequence: `\\d`")]
    [InlineData("\\x{110000}", "invalid escape sequence: `\\x{110000`")]
    [InlineData("[z-a]", "invalid character class range: `z-a`")]
    [InlineData("[[:foo:]]", "invalid character class range: `[:foo:]`")]
    [InlineData("\\p{Foo}", "invalid character class range: `\\p{Foo}`")]
    [InlineData("\\pX", "invalid character class range: `\\pX`")]
    [InlineData("a\\", "trailing backslash at end of expression: ``")]
    public void What_is_no_pattern_is_refused_in_the_words_of_InfluxDB(string pattern, string problem)
    {
        var exception = Assert.Throws<PatternSyntaxException>(() => QueryPattern.Of(pattern));

        Assert.Equal("error parsing regexp: " + problem, exception.Message);
    }

    [Fact]
    public void A_pattern_that_others_try_for_ever_is_answered_at_once()
    {
        var pattern = QueryPattern.Of("^(a+)+$");

        Assert.False(pattern.IsMatch(new string('a', 50_000) + "b"));
    }

    [Fact]
    public void A_pattern_nested_too_deeply_is_refused()
    {
        var exception = Assert.Throws<PatternSyntaxException>(() => QueryPattern.Of(new string('(', 100_000)));

        Assert.StartsWith("error parsing regexp: expression nests too deeply", exception.Message, StringComparison.Ordinal);
    }
}
