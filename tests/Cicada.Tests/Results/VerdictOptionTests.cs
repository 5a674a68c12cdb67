using System.Xml.Linq;
using Cicada.Tests.Commands;

namespace Cicada.Tests.Results;

/// <summary>The options that ask for files about a run, and runs that come to no good.</summary>
public sealed class VerdictOptionTests : IDisposable
{
    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Theory]
    [InlineData("--junit X --trx X", "'--junit' and by '--trx'")]
    [InlineData("--summary-md X --summary-json ./X", "'--summary-json' and by '--summary-md'")]
    [InlineData("--junit X --html X", "'--junit' and by '--html'")]
    [InlineData("--junit X --trx X --summary-md X --summary-json X --summary-json X", "'--summary-json' and by '--junit' and by '--trx' and by '--summary-md'")]
    public async Task Two_options_that_name_one_file_are_refused(string options, string both)
    {
        Assert.Equal(ExitCode.BadOptions, await RunAsync(options));

        Assert.Contains($"is to be written by {both}; the last would replace the others. Name a file for each.", Assert.Single(_door.Problems), StringComparison.Ordinal);
        Assert.False(File.Exists(_door.PathOf("X")));
        Assert.False(File.Exists(_door.Store));
    }

    [Fact]
    public async Task One_device_takes_any_number_of_files()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "There is no /dev/null.");

        Assert.True(await RunAsync("--junit /dev/null --trx /dev/null") == ExitCode.Success, _door.Error);
    }

    [Fact]
    public async Task A_folder_nobody_may_write_to_is_refused_before_the_load_begins()
    {
        Directory.CreateDirectory(_door.PathOf("locked"));
        await using var locked = await LockedFolder.CloseAsync(_door.PathOf("locked"));

        Assert.Equal(ExitCode.BadOptions, await RunAsync("--junit locked/J.xml --trx locked/T.trx --summary-md M.md"));

        Assert.Equal(2, _door.Problems.Length);
        Assert.Contains("The file to write is 'locked/J.xml'; it cannot be written: ", _door.Problems[0], StringComparison.Ordinal);
        Assert.Contains("Make its folder writable, or name another file.", _door.Problems[0], StringComparison.Ordinal);
        Assert.False(File.Exists(_door.Store) || File.Exists(_door.PathOf("M.md")));
    }

    [Fact]
    public async Task A_user_type_whose_constructor_throws_leaves_red_files_and_exit_code_2()
    {
        await RunAsync("--junit J.xml --trx T.trx --summary-md M.md --summary-json S.json");

        var code = await RunAsync("--junit J.xml --trx T.trx --summary-md M.md --summary-json S.json", test => test.Users.Add<UnbornUser>());

        ExpectRed(code, "The user was never born.");
    }

    [Fact]
    public async Task Users_whose_constructor_throws_later_are_exceptions_of_the_test()
    {
        var code = await RunAsync("--junit J.xml", test =>
        {
            test.Users.Add<LateUser>();
            test.Events.TestStart.Add(_ => LateUser.IsTooLate = true);
        });

        Assert.Equal(ExitCode.Failures, code);
        var red = XDocument.Parse(_door.Read("J.xml")).Descendants("error").Single();
        Assert.Equal("no task threw", red.Parent!.Attribute("name")!.Value);
        Assert.Contains("The user was born too late.", red.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_makes_no_sense_leaves_red_files_that_say_all_that_is_wrong()
    {
        var code = await RunAsync("--junit J.xml --trx T.trx --summary-md M.md --summary-json S.json -u -1 --threshold p95");

        ExpectRed(code, "The threshold 'p95'");
        Assert.Contains("'-1'", _door.Read("J.xml"), StringComparison.Ordinal);
        Assert.False(File.Exists(_door.Store));
    }

    [Fact]
    public async Task A_handler_of_the_start_that_throws_leaves_red_files_and_exit_code_2()
    {
        var code = await RunAsync("--junit J.xml --trx T.trx --summary-md M.md --summary-json S.json", test =>
        {
            test.Users.Add<DoorUsers.GoodUser>();
            test.Events.TestStart.Add(_ => throw new InvalidOperationException("The data base was not there."));
        });

        ExpectRed(code, "The data base was not there.");
    }

    private void ExpectRed(int code, string reason)
    {
        Assert.Equal(ExitCode.BadOptions, code);
        var suite = XDocument.Parse(_door.Read("J.xml")).Root!.Element("testsuite")!;
        var red = suite.Descendants("error").Single();
        Assert.Equal(("0", "1", "the run came to its end"), (suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value, red.Parent!.Attribute("name")!.Value));
        Assert.Contains(reason, red.Value, StringComparison.Ordinal);
        Assert.Contains("outcome=\"Failed\"", _door.Read("T.trx"), StringComparison.Ordinal);
        Assert.StartsWith("## ❌ Failed: shop, the run could not be carried out in order", _door.Read("M.md"), StringComparison.Ordinal);
        var summary = RunSummaryJson.Parse(_door.Read("S.json"));
        Assert.Equal((ExitCode.BadOptions, ExitReason.BadOptions), (summary.ExitCode, summary.ExitReasons[0]));
    }

    private Task<int> RunAsync(string options, Action<LoadTestDefinition>? configure = null) =>
        _door.RunAsync($"--headless --only-summary --no-generator-check -i 5 {options}", configure ?? (test => test.Users.Add<DoorUsers.GoodUser>()));

    internal sealed class UnbornUser : User
    {
        public UnbornUser() => throw new InvalidOperationException("The user was never born.");

        [Task]
        public void Look() => Measure("demo", "look").Dispose();
    }

    internal sealed class LateUser : User
    {
        // Types are looked at before the run, by an object of each; the users come after that.
        public LateUser()
        {
            if (IsTooLate)
            {
                throw new InvalidOperationException("The user was born too late.");
            }
        }

        public static bool IsTooLate { get; set; }

        [Task]
        public void Look() => Measure("demo", "look").Dispose();
    }
}
