using Cicada.TestSupport;

namespace Cicada.Tests.SupportTests;

public sealed class InstalledProgramsTests
{
    [Theory]
    [InlineData("cicada-here", "", true)]
    [InlineData("cicada-elsewhere", "", false)] // not on the path
    [InlineData("cicada-here", "nginx cicada-here", false)] // test.sh said so
    [InlineData("cicada-here", "cicada-here-too", true)] // another name
    public void A_program_is_here_when_it_is_on_the_path_and_not_said_to_be_missing(string program, string missing, bool expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("cicada-here", "");

        Assert.Equal(expected, InstalledPrograms.Has(program, $"/nowhere{Path.PathSeparator}{folder.Path}", missing));
    }

    [Fact]
    public void A_test_of_a_missing_program_says_why_it_is_skipped()
    {
        var test = new RequiresProgramFactAttribute("no-such-program-anywhere");

        Assert.Equal("needs the program 'no-such-program-anywhere', which is not here", test.Skip);
    }
}
