namespace Cicada.Tests.PublicApi;

public sealed class LineDifferenceTests
{
    [Fact]
    public void A_changed_line_stands_between_its_neighbours()
    {
        var difference = LineDifference.Between(["1", "2", "3", "4", "5", "6", "7"], ["1", "2", "3", "four", "5", "6", "7"]);

        Assert.Equal("  …\n  2\n  3\n- 4\n+ four\n  5\n  6\n", difference);
    }

    [Theory]
    [InlineData("a b c", "a b c", "")] // nothing changed
    [InlineData("a", "a b", "  a\n+ b\n")] // a line more
    [InlineData("a b", "b", "- a\n  b\n")] // a line less
    public void Only_what_changed_is_shown(string before, string after, string expected) =>
        Assert.Equal(expected, LineDifference.Between(before.Split(' '), after.Split(' ')));
}
