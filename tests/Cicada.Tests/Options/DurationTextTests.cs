using Cicada.Options;

namespace Cicada.Tests.Options;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("20", 20)] // a plain number is seconds
    [InlineData("20s", 20)]
    [InlineData("1m", 60)]
    [InlineData("1h30m", 5400)]
    [InlineData("1h1s", 3601)]
    [InlineData("2d", 172800)]
    [InlineData("1.5m", 90)]
    [InlineData("0.5", 0.5)]
    [InlineData("500ms", 0.5)]
    [InlineData("1s500ms", 1.5)]
    [InlineData(" 5s ", 5)] // from a file
    [InlineData("0", 0)]
    public void A_span_of_time_is_read(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5x")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("1m1h")] // the wrong way round
    [InlineData("1,5m")]
    [InlineData("1e3")]
    [InlineData("20 s")]
    [InlineData("5000d")] // longer than a timer can wait
    [InlineData("99999999999999999999")]
    public void Anything_else_is_not(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("30d", 720)]
    [InlineData("12w", 2016)]
    [InlineData("1y", 8760)]
    [InlineData("36h", 36)]
    [InlineData("1.5d", 36)]
    [InlineData("1y2w3d4h", 9172)]
    [InlineData(" 400d ", 9600)]
    public void An_age_is_read(string text, double hours)
    {
        Assert.True(DurationText.TryParseAge(text, out var age));
        Assert.Equal(TimeSpan.FromHours(hours), age);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")] // would be seconds elsewhere
    [InlineData("6m")] // minutes or months
    [InlineData("30s")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("3d1w")] // the wrong way round
    [InlineData("30 d")]
    [InlineData("30D")]
    [InlineData("1001y")]
    [InlineData("99999999999999999999999999999999999y")]
    [InlineData("0.0000000000001h")]
    public void Anything_else_is_no_age(string text) => Assert.False(DurationText.TryParseAge(text, out _));
}
