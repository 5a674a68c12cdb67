using Cicada.Options;

namespace Cicada.Tests.Options;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("25000000", 25_000_000)]
    [InlineData("10b", 10)]
    [InlineData("64kB", 65_536)]
    [InlineData("25MB", 25L << 20)]
    [InlineData("1.5 GiB", 3L << 29)]
    [InlineData("1t", 1L << 40)]
    public void A_size_is_bytes_or_has_a_unit(string text, long bytes)
    {
        Assert.True(SizeText.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("1,5MB")]
    [InlineData("10 XB")]
    [InlineData("99999999999TB")]
    public void What_is_no_size_is_none(string text) => Assert.False(SizeText.TryParse(text, out _));
}
