using System.Xml.Linq;
using Cicada.Storage;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

/// <summary>What a run could have written at its end, written of the run that was kept.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private const string Revision = "0123456789abcdef0123456789abcdef01234567";

    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "--threshold 'p95 < 1us' --threshold 'rps(GET /nowhere) > 1' --threshold 'p95 < 1us'")]
    [InlineData(0, "--exit-code-on-error 0", true)]
    [InlineData(17, "--exit-code-on-error 17", true)]
    public async Task A_file_written_of_a_kept_run_is_the_one_from_its_end(int code, string options, bool fails = false)
    {
        Directory.CreateDirectory(_door.PathOf(".git"));
        _door.WriteFile(".git/HEAD", Revision);
        Assert.Equal(code, await RunAsync(
            $"-i 20 -u 3 -r 1000 --run-label build=<7> --note 'after |the| index' --token hush --junit J.xml --trx T.trx --summary-md M.md {options}", fails));

        Assert.Equal(0, await _door.RunToolAsync("report latest --junit J2.xml --trx T2.trx --summary-md M2.md"));

        Assert.Equal(_door.Read("J.xml"), _door.Read("J2.xml"));
        Assert.Equal(_door.Read("T.trx"), _door.Read("T2.trx"));
        Assert.Equal(_door.Read("M.md"), _door.Read("M2.md"));
        var suite = XDocument.Parse(_door.Read("J2.xml")).Root!.Element("testsuite")!;
        Assert.Equal(Environment.MachineName, suite.Attribute("hostname")!.Value);
        Assert.Contains(suite.Descendants("property"), property => property.Attribute("value")!.Value == Revision);
        Assert.DoesNotContain("hush", _door.Read("J2.xml"), StringComparison.Ordinal);
        Assert.Empty(_door.Output);
        Assert.Matches("^The verdict of 'r.*' is in 'J2.xml' and in 'T2.trx' and in 'M2.md'.$", Assert.Single(_door.Problems));
    }

    [Fact]
    public async Task What_is_said_about_a_run_later_stands_in_the_file_written_later()
    {
        await RunAsync("-i 5");
        await _door.RunToolAsync("label latest build=8");
        await _door.RunToolAsync("note latest 'the disk was slow'");

        Assert.Equal(0, await _door.RunToolAsync("report latest --junit J.xml"));

        var properties = XDocument.Parse(_door.Read("J.xml")).Descendants("property").ToDictionary(one => one.Attribute("name")!.Value, one => one.Attribute("value")!.Value);
        Assert.Equal(("8", "the disk was slow"), (properties["label.build"], properties["note"]));
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task The_page_is_written_beside_the_others_only_where_a_file_is_named_for_it()
    {
        await RunAsync("-i 5");

        Assert.Equal(0, await _door.RunToolAsync("report latest --summary-md M.md -o run.html"));
        Assert.StartsWith("## ✅", _door.Read("M.md"), StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", _door.Read("run.html"), StringComparison.OrdinalIgnoreCase);

        _door.OutputIsTerminal = true;
        Assert.Equal(0, await _door.RunToolAsync("report latest --trx T.trx"));
        Assert.Empty(_door.Output);
    }

    [Fact]
    public async Task The_summary_of_a_step_is_appended_to()
    {
        await RunAsync("-i 5");
        _door.WriteFile("step.md", "before\n");
        _door.Variables["GITHUB_STEP_SUMMARY"] = _door.PathOf("step.md");

        Assert.Equal(0, await _door.RunToolAsync("report latest --summary-md step.md"));

        Assert.StartsWith("before\n## ✅", _door.Read("step.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_interrupted_has_red_files()
    {
        await using (var store = new StoreOutput(_door.Store))
        {
            var run = new RunDescription { Id = "r20261124-120000-abc", Test = "shop", State = RunState.Running, Started = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), Machine = "builder" };
            await store.OpenAsync(new OutputContext { Run = run }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await _door.RunToolAsync("report latest --junit J.xml --summary-md M.md"));

        var suite = XDocument.Parse(_door.Read("J.xml")).Root!.Element("testsuite")!;
        Assert.Equal(("0", "1", "builder"), (suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value, suite.Attribute("hostname")!.Value));
        Assert.Contains("The run was interrupted", suite.Descendants("error").Single().Value, StringComparison.Ordinal);
        Assert.StartsWith("## ❌ Interrupted: shop", _door.Read("M.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--junit ''", "The file to write is ''; expected a name. Write it behind '--junit'")]
    [InlineData("-o ' '", "Write it behind '-o'")]
    [InlineData("--trx missing/T.trx", "there is no folder")]
    [InlineData("-o missing/run.html --summary-md M.md", "there is no folder")]
    [InlineData("--junit .", "that is a folder")]
    [InlineData("--junit X --trx ./X", "The file 'X' is to be written by '--junit' and by '--trx'; the last would replace the others.")]
    [InlineData("--summary-md X -o X", "The file 'X' is to be written by '--summary-md' and by '-o'; the last would replace the others.")]
    public async Task A_file_that_cannot_be_gets_a_sentence_before_anything_is_read_or_written(string options, string part)
    {
        Assert.Equal(ExitCode.BadOptions, await _door.RunToolAsync($"report latest {options}"));

        Assert.Contains(part, Assert.Single(_door.Problems), StringComparison.Ordinal);
        Assert.Empty(_door.Output);
        Assert.False(File.Exists(_door.PathOf("M.md")) || File.Exists(_door.PathOf("X")));
    }

    [Fact]
    public async Task A_folder_nobody_may_write_to_keeps_the_file_away_with_a_sentence()
    {
        await RunAsync("-i 5");
        Directory.CreateDirectory(_door.PathOf("locked"));
        await using var locked = await LockedFolder.CloseAsync(_door.PathOf("locked"));

        Assert.Equal(ExitCode.BadOptions, await _door.RunToolAsync("report latest --junit locked/J.xml"));

        Assert.Contains("The file to write is 'locked/J.xml'; it cannot be written", Assert.Single(_door.Problems), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_door.PathOf("locked")));
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task A_file_that_fails_while_it_is_written_keeps_no_other_away_and_changes_no_verdict()
    {
        await RunAsync("-i 5");

        // A device that is there and takes nothing; nothing is known of it beforehand.
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        Assert.Equal(ExitCode.BadOptions, await _door.RunToolAsync("report latest --junit /dev/full --summary-md M.md -o run.html"));

        Assert.Contains(_door.Problems, problem => problem.StartsWith("The file '/dev/full' could not be written", StringComparison.Ordinal));
        Assert.StartsWith("## ✅", _door.Read("M.md"), StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", _door.Read("run.html"), StringComparison.OrdinalIgnoreCase);
    }

    private Task<int> RunAsync(string options, bool fails = false) => _door.RunAsync($"--headless --only-summary --no-generator-check {options}", test =>
    {
        test.Events.CommandLine.Add(e => e.Add("--token", "Who asks.", isSecret: true));
        if (fails)
        {
            test.Users.Add<StumblingUser>();
        }
        else
        {
            test.Users.Add<GoodUser>();
        }
    });

    internal sealed class StumblingUser : User
    {
        [Task]
        public void Stumble()
        {
            using (var call = Measure("demo", "<pay>\u0001 & 'go'"))
            {
                call.Fail("it [bold]failed[/]\nwith two lines");
            }

            throw new InvalidOperationException("the user stumbled");
        }
    }
}
