using Cicada.Terminal;

namespace Cicada.Tests.Terminal;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("GET /", "GET /")]
    [InlineData("größer 😀", "größer 😀")]
    [InlineData("[red]x[/]", "[red]x[/]")] // markup is only text
    [InlineData("a\nb\r\tc", "a\\nb\\r c")]
    [InlineData("\u001b[2J", "\\u001b[2J")] // clears a screen
    [InlineData("\u009b2J", "\\u009b2J")] // the same in one character
    [InlineData("a\u202eb", "a\\u202eb")] // turns the direction of writing
    [InlineData("a\u2028b", "a\\u2028b")]
    [InlineData("\u0000", "\\u0000")]
    [InlineData(null, "")]
    public void What_could_do_something_to_a_terminal_is_shown_instead(string? text, string expected) => Assert.Equal(expected, PlainText.Of(text));

    [Theory]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "1234…")]
    [InlineData("123😀56", 5, "123…")] // no half characters
    [InlineData("\u001b\u001b\u001b", 7, "\\u001b…")]
    public void A_long_text_is_cut(string text, int limit, string expected) => Assert.Equal(expected, PlainText.Of(text, limit));

    [Fact]
    public void Half_a_character_is_shown_as_its_number() => Assert.Equal("a\\ud83db", PlainText.Of("a\ud83db"));

    [Theory]
    [InlineData("日本語", 6, "日本語")] // two places each
    [InlineData("日本語日本語", 6, "日本…")]
    [InlineData("abc", 3, "abc")]
    public void A_text_fits_into_its_places(string text, int width, string expected) => Assert.Equal(expected, PlainText.Fit(text, width));

    [Fact]
    public void A_very_long_text_is_not_looked_at_to_its_end() => Assert.Equal(100, PlainText.Of(new string('x', 10_000_000), 100).Length);
}
