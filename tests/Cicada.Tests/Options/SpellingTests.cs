using Cicada.Options;

namespace Cicada.Tests.Options;

public sealed class SpellingTests
{
    private static readonly string[] Words = ["--users", "--host", "--headless", "--run-time", "--spawn-rate"];

    [Theory]
    [InlineData("--user", "--users")]
    [InlineData("--usres", "--users")] // swapped letters count once
    [InlineData("--HOST", "--host")]
    [InlineData("--runtime", "--run-time")]
    [InlineData("--head", "--headless")] // a beginning
    [InlineData("--elephant", null)]
    [InlineData("--x", null)]
    public void The_nearest_word_is_found(string typed, string? expected) => Assert.Equal(expected, Spelling.Nearest(typed, Words));

    [Fact]
    public void Nothing_is_said_when_nothing_is_near() => Assert.Equal("", Spelling.DidYouMean("--elephant", Words));
}
