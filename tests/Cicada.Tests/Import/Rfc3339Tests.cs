using Cicada.Import;

namespace Cicada.Tests.Import;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:00:00.000000001Z", 1)]
    [InlineData("2026-11-25T13:00:00.512345678+01:00", 1_795_608_000_512_345_678)]
    [InlineData("2026-11-25T12:00:00.5Z", 1_795_608_000_500_000_000)]
    [InlineData("2026-11-25 12:00:00Z", 1_795_608_000_000_000_000)]
    [InlineData("2026-11-25T12:00:00.1234567891234Z", 1_795_608_000_123_456_789)]
    [InlineData("1969-12-31T23:59:59.999999999Z", -1)]
    public void Times_are_read_to_the_nanosecond(string text, long nanoseconds)
    {
        Assert.True(Rfc3339.TryParse(text, out var read));
        Assert.Equal(nanoseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-11-25")]
    [InlineData("2026-11-25T12:00:00.Z")]
    [InlineData("2026-13-25T12:00:00Z")]
    [InlineData("1600-01-01T00:00:00Z")]
    [InlineData("2400-01-01T00:00:00Z")]
    [InlineData("2026-11-25T12:00:00.5Zxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void What_is_no_time_is_none(string text) => Assert.False(Rfc3339.TryParse(text, out _));
}
