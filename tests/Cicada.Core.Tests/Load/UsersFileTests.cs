using Cicada.Data;
using Cicada.Load;

namespace Cicada.Tests.Load;

public sealed class UsersFileTests
{
    [Theory]
    [InlineData("elapsed,users\n0,5\n1.5,10\n")]
    [InlineData("Time,Users\n100,5\n101.5,10\n")] // counted from the first row
    [InlineData("Timestamp,User Count,Type,Name\n1764000000,5,,Aggregated\n1764000000,5,GET,/\n1764000001.5,10,,Aggregated\n")] // the history of --csv
    public void Points_are_counted_from_the_first_row(string text)
    {
        var problems = new List<string>();

        var points = Points(text, problems);

        Assert.Empty(problems);
        Assert.Equal([(TimeSpan.Zero, 5), (TimeSpan.FromSeconds(1.5), 10)], points);
    }

    [Theory]
    [InlineData("", "no rows")]
    [InlineData("a,b\n1,2\n", "columns 'a', 'b'")]
    [InlineData("elapsed,users\n0,5\n", "one moment only")]
    [InlineData("elapsed,users\n0,5\n1,-3\n", "users '-3'")]
    [InlineData("elapsed,users\nx,5\n1,3\n", "time 'x'")]
    [InlineData("elapsed,users\n1,5\n0,3\n", "in the order of time")]
    [InlineData("elapsed,users\n0,5\n99999999999,3\n", "49 days")]
    public void What_makes_no_sense_gets_a_sentence(string text, string part)
    {
        var problems = new List<string>();

        Assert.Null(Points(text, problems));

        Assert.Contains(part, Assert.Single(problems));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var exception = Assert.Throws<PlanException>(() => Stages.Replay("no such file.csv"));

        Assert.Contains("'no such file.csv', which cannot be read", Assert.Single(exception.Problems));
    }

    private static IReadOnlyList<(TimeSpan At, int Users)>? Points(string text, List<string> problems) =>
        UsersFile.Points(CsvRows.Read(new StringReader(text), "users.csv"), "users.csv", problems);
}
