using System.Text;
using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

public sealed class RejectedFileTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 12, 0, 0, 500, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Points_stand_below_their_reason_each_on_a_line()
    {
        var file = new RejectedFile([_folder.Combine("spool")], "r1", "influx two");

        var problem = file.Add([Point("a v=1 1", "odd"), Point("b v=1 1", "two\nlines"), Point("c v=\"x\ny\" 1", "odd")], Time);

        Assert.Null(problem);
        Assert.Equal(_folder.Combine("spool", "r1", "influx_two.rejected.lp"), file.Path);
        Assert.Equal(
            "# 2026-11-23T12:00:00.500Z odd\na v=1 1\nc v=\"x\ny\" 1\n# 2026-11-23T12:00:00.500Z two lines\nb v=1 1\n",
            File.ReadAllText(file.Path!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path!));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Combine("spool")));
        }
    }

    [Fact]
    public void Later_points_are_added()
    {
        new RejectedFile([_folder.Path], "r1", "influx").Add([Point("a v=1 1", "odd")], Time);
        var file = new RejectedFile([_folder.Path], "r1", "influx");

        file.Add([Point("b v=1 1", "odd")], Time);

        Assert.Equal(2, File.ReadAllLines(file.Path!).Count(line => line[0] != '#'));
    }

    [Fact]
    public void It_does_not_grow_without_end_and_says_how_many_it_does_not_hold()
    {
        var file = new RejectedFile([_folder.Path], "r1", "influx", mostBytes: 200);

        for (var i = 0; i < 10; i++)
        {
            Assert.Null(file.Add([Point("a v=1 1", "odd"), Point("b v=1 1", "odd")], Time));
        }

        Assert.InRange(new FileInfo(file.Path!).Length, 100, 200);
        Assert.Equal(20 - File.ReadAllLines(file.Path!).Count(line => line[0] != '#'), file.NotHeld);
    }

    [Fact]
    public void A_point_that_line_protocol_cannot_say_leaves_its_reason()
    {
        var file = new RejectedFile([_folder.Path], "r1", "influx");

        file.Add([new RefusedPoint(default, "a point of 'm' has only fields that are NaN", false)], Time);

        Assert.Equal("# 2026-11-23T12:00:00.500Z a point of 'm' has only fields that are NaN\n", File.ReadAllText(file.Path!));
        Assert.Equal(1, file.NotHeld);
    }

    [Fact]
    public void The_next_folder_takes_what_the_first_does_not()
    {
        var file = new RejectedFile([_folder.Write("no folder", ""), _folder.Combine("second")], "r1", "influx");

        var problem = file.Add([Point("a v=1 1", "odd")], Time);

        Assert.Null(problem);
        Assert.Equal(_folder.Combine("second", "r1", "influx.rejected.lp"), file.Path);
    }

    [Fact]
    public void Where_no_folder_takes_them_there_is_a_sentence_and_no_failure()
    {
        var file = new RejectedFile([_folder.Write("no folder", "")], "r1", "influx");

        var problem = file.Add([Point("a v=1 1", "odd")], Time);

        Assert.Contains("could not be set aside in '", problem, StringComparison.Ordinal);
        Assert.Equal((null, 1L), (file.Path, file.NotHeld));
    }

    [Fact]
    public void Reasons_that_differ_only_in_numbers_are_one_sentence_and_there_are_never_many()
    {
        var file = new RejectedFile([], "r1", "influx");
        var refusals = new Refusals("http://h:8086/db");

        var fresh = refusals.Add([Point("a v=1 1", "time 1795532626436525517 is too old"), Point("a v=1 1", "time 1795532626436525518 is too old")], file);
        var again = refusals.Add([Point("a v=1 1", "time 1795532626436525519 is too old")], file);
        for (var i = 0; i < 100; i++)
        {
            refusals.Add([Point("a v=1 1", $"no {i}")], file);
        }

        Assert.Equal((1, 0), (fresh.Count, again.Count));
        Assert.Equal("3 points were refused by 'http://h:8086/db': 'time … is too old'.", refusals.Sentences[0]);
        Assert.InRange(refusals.Sentences.Count, 20, 21);
    }

    private static RefusedPoint Point(string line, string reason) => new(Encoding.UTF8.GetBytes(line), reason, true);
}
