using Cicada.Options;

namespace Cicada.Tests.Options;

public sealed class ConfigurationFileTests
{
    [Theory]
    [InlineData("users = 10", "users", "10")]
    [InlineData("users: 10", "users", "10")]
    [InlineData("  run_time=1h30m  ", "run-time", "1h30m")]
    [InlineData("--host = http://localhost:5000", "host", "http://localhost:5000")]
    [InlineData("headless", "headless", "true")] // a key alone
    [InlineData("note = \"two words = one note\"", "note", "two words = one note")]
    [InlineData("note = it's", "note", "it's")]
    [InlineData("users = 10\r", "users", "10")] // from Windows
    public void A_line_sets_an_option(string line, string key, string value)
    {
        var entry = Assert.Single(ConfigurationFile.Parse(line));

        Assert.Equal(key, entry.Key);
        Assert.Equal([value], entry.Values);
    }

    [Fact]
    public void A_list_has_several_values() => Assert.Equal(["a", "b c"], Assert.Single(ConfigurationFile.Parse("labels = [a, \"b c\"]")).Values);

    [Fact]
    public void Comments_headings_and_blank_lines_are_passed_over_and_lines_are_counted()
    {
        var entries = ConfigurationFile.Parse("# users = 1\n; users = 2\n\n[cicada]\nusers = 3\n");

        Assert.Equal(5, Assert.Single(entries).Line);
    }
}
