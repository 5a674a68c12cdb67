using System.Text.Json;
using System.Xml.Linq;
using Cicada.Storage;
using Cicada.Tests.Commands;
using Cicada.Tests.InfluxApi;

namespace Cicada.Tests.Comparison;

/// <summary>A run that is compared with an earlier one when it ends: exit code, document, files, and what is kept.</summary>
[Trait("Category", "EndToEnd")]
public sealed class BaselineRunTests : IDisposable
{
    private const string Short = "--headless --only-summary -u 4 -r 1000 -t 3s --no-generator-check ";

    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Fact]
    public async Task The_first_run_is_compared_with_nothing_and_the_next_with_it()
    {
        Assert.Equal(0, await _door.RunAsync(Short + "--baseline latest --regression 'p50 +900%' --junit J.xml", test => test.Users.Add<QuickUser>()));
        Assert.Contains("There is no earlier run of the test 'shop'", _door.Error);
        Assert.Empty(CasesOf("J.xml"));
        var first = await NewestAsync();

        Assert.Equal(0, await _door.RunAsync(Short + "--baseline latest --regression 'p50 +900%' --summary-json S.json --junit J.xml --summary-md M.md", test => test.Users.Add<QuickUser>()));

        Assert.Contains($"Compared with {first}: rps ", _door.Output);
        Assert.Contains("✓ passed", _door.Output);
        var comparison = Comparison("S.json");
        Assert.Equal(first, comparison.GetProperty("base").GetString());
        Assert.DoesNotContain(comparison.GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.Contains("still on", StringComparison.Ordinal));
        Assert.Equal(["rps", "failures", "mean", "p50", "p75", "p90", "p95", "p99", "p99.9"], comparison.GetProperty("total").EnumerateArray().Select(one => one.GetProperty("figure").GetString()));
        Assert.Equal(["passed"], comparison.GetProperty("regressions").EnumerateArray().Select(one => one.GetProperty("state").GetString()));
        Assert.Equal([("p50 +900%", false)], CasesOf("J.xml"));
        Assert.Contains($"### Compared with {first}", _door.Read("M.md"));

        // What is kept with the run says the same for ever.
        Assert.Equal(0, await _door.RunToolAsync("show latest --json"));
        Assert.Equal(_door.Read("S.json").Trim(), _door.Output.Trim());
        Assert.Equal(0, await _door.RunToolAsync("show latest"));
        Assert.Contains($"Compared with {first}", _door.Output);
    }

    [Fact]
    public async Task A_run_that_is_slower_than_the_pinned_one_ends_with_4_and_says_so_everywhere()
    {
        Assert.Equal(0, await _door.RunAsync(Short, test => test.Users.Add<QuickUser>()));
        var pinned = await NewestAsync();
        Assert.Equal(0, await _door.RunToolAsync($"pin {pinned}"));
        Assert.Equal(0, await _door.RunAsync(Short, test => test.Users.Add<SlowUser>()));

        var code = await _door.RunAsync(
            Short + "--baseline pinned --regression 'p95(GET /) +1h' --summary-json S.json --junit J.xml --trx T.trx --summary-md M.md",
            test =>
            {
                test.Users.Add<SlowUser>();
                test.Regressions.Add(Regression.P50().MoreThan(50.Percent()));
            });

        Assert.Equal(ExitCode.Regression, code);
        using var document = JsonDocument.Parse(_door.Read("S.json"));
        Assert.Equal(["regression"], document.RootElement.GetProperty("exit_reasons").EnumerateArray().Select(reason => reason.GetString()));
        var comparison = document.RootElement.GetProperty("comparison");
        Assert.Equal(pinned, comparison.GetProperty("base").GetString());
        Assert.Equal(
            [("p50 +50%", "broken", 1), ("p95(GET /) +1h", "passed", 1)],
            comparison.GetProperty("regressions").EnumerateArray().Select(one => (one.GetProperty("text").GetString(), one.GetProperty("state").GetString(), one.GetProperty("requests").GetInt32())));
        var difference = comparison.GetProperty("regressions")[0].GetProperty("difference");
        Assert.Equal(("p50", "ms", "worse"), (difference.GetProperty("figure").GetString(), difference.GetProperty("unit").GetString(), difference.GetProperty("meaning").GetString()));
        Assert.True(difference.GetProperty("lower").GetDouble() > 0, difference.ToString());
        Assert.Equal([("p50 +50%", true), ("p95(GET /) +1h", false)], CasesOf("J.xml"));
        Assert.Contains("Failed", _door.Read("T.trx"));
        Assert.StartsWith("## ❌ Failed: shop, slower than its baseline (exit code 4)", _door.Read("M.md"), StringComparison.Ordinal);
        Assert.Contains("✗ broken", _door.Output);
        Assert.Equal(0, await _door.RunToolAsync("runs --json"));
        Assert.Equal(4, JsonDocument.Parse(_door.Output).RootElement[0].GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task A_baseline_may_be_any_run_by_the_beginning_of_its_id_and_without_rules_nothing_is_judged()
    {
        Assert.Equal(0, await _door.RunAsync(Short, test => test.Users.Add<QuickUser>()));
        var first = await NewestAsync();

        Assert.Equal(0, await _door.RunAsync(Short + $"--summary-json S.json --baseline {first[..^1]}", test => test.Users.Add<SlowUser>()));

        Assert.Equal((first, 0), (Comparison("S.json").GetProperty("base").GetString(), Comparison("S.json").GetProperty("regressions").GetArrayLength()));
        Assert.Contains("worse", _door.Output);
    }

    [Fact]
    public async Task A_rule_about_requests_that_nobody_made_has_no_data_and_is_not_passed()
    {
        Assert.Equal(0, await _door.RunAsync(Short, test => test.Users.Add<QuickUser>()));

        Assert.Equal(4, await _door.RunAsync(Short + "--baseline latest --regression 'p95(GET /typo) +10%'", test => test.Users.Add<QuickUser>()));

        Assert.Contains("? no data", _door.Output);
        Assert.Contains("no such request in the base", _door.Output);
    }

    [Fact]
    public async Task Through_the_process_that_has_the_store_open_it_is_the_same()
    {
        await using var served = await ServedStore.StartAsync();
        Assert.Equal(0, await _door.RunAsync(Short + $"--store {served.StorePath}", test => test.Users.Add<QuickUser>()));

        var code = await _door.RunAsync(Short + $"--store {served.StorePath} --baseline latest --regression 'p50 +50%' --summary-json S.json", test => test.Users.Add<SlowUser>());

        Assert.Equal(ExitCode.Regression, code);
        Assert.Equal("broken", Comparison("S.json").GetProperty("regressions")[0].GetProperty("state").GetString());
        Assert.Equal(0, await _door.RunToolAsync($"show latest --json --store {served.StorePath}"));
        Assert.Equal(Comparison("S.json").ToString(), JsonDocument.Parse(_door.Output).RootElement.GetProperty("comparison").ToString());
    }

    [Theory]
    [InlineData("--regression 'p95 +10%'", "The option '--regression' stands alone; it says how much worse a run may be than another. Add '--baseline latest', '--baseline pinned' or '--baseline RUN'.")]
    [InlineData("--baseline latest --no-store", "The options '--baseline' and '--no-store' stand together; runs are compared by what is kept of them. Leave one of them out.")]
    [InlineData("--baseline latest --regression 'p95 10%'", "The regression rule 'p95 10%' ")]
    [InlineData("--baseline pinned", "The run to compare with, 'pinned', cannot be found: The test 'shop' has no baseline to compare with in ")]
    [InlineData("--baseline latest --store J.txt", "The file '")]
    [InlineData("--baseline r2019", "The run to compare with, 'r2019', cannot be found: ")]
    public async Task What_cannot_be_compared_is_refused_before_the_load_begins(string arguments, string sentence)
    {
        _door.WriteFile("J.txt", new string('x', 10_000));
        _door.WriteFile("J.xml", "<testsuites tests=\"1\" failures=\"0\" errors=\"0\" />");

        Assert.Equal(ExitCode.BadOptions, await _door.RunAsync(Short + "--junit J.xml " + arguments, test => test.Users.Add<QuickUser>()));

        Assert.Equal("1", XDocument.Parse(_door.Read("J.xml")).Root!.Attribute("errors")!.Value);
        Assert.StartsWith(sentence, Assert.Single(_door.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("Spawning", _door.Error);
    }

    [Fact]
    public async Task Rules_may_stand_in_the_environment_several_in_one_text()
    {
        _door.Variables["CICADA_BASELINE"] = "latest";
        _door.Variables["CICADA_REGRESSION"] = "p50 +900%; failures +1%";
        Assert.Equal(0, await _door.RunAsync(Short, test => test.Users.Add<QuickUser>()));

        Assert.Equal(0, await _door.RunAsync(Short + "--summary-json S.json", test => test.Users.Add<QuickUser>()));

        Assert.Equal(["p50 +900%", "failures +1%"], Comparison("S.json").GetProperty("regressions").EnumerateArray().Select(one => one.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_run_that_was_cut_off_is_not_the_latest_to_compare_with()
    {
        Assert.Equal(0, await _door.RunAsync(Short, test => test.Users.Add<QuickUser>()));
        var whole = await NewestAsync();
        var cut = new StoreOutput(_door.Store);
        await cut.OpenAsync(
            new OutputContext { Run = new RunDescription { Id = "r20991231-000000-zzz", Test = "shop", State = RunState.Running, Started = DateTimeOffset.UnixEpoch.AddYears(129), Worker = "w" } },
            TestContext.Current.CancellationToken);
        await cut.DisposeAsync();

        Assert.Equal(0, await _door.RunAsync(Short + "--baseline latest --summary-json S.json", test => test.Users.Add<QuickUser>()));

        Assert.Equal(whole, Comparison("S.json").GetProperty("base").GetString());
    }

    private async Task<string> NewestAsync()
    {
        Assert.Equal(0, await _door.RunToolAsync("runs --json"));
        return JsonDocument.Parse(_door.Output).RootElement[0].GetProperty("run").GetString()!;
    }

    private JsonElement Comparison(string file) => JsonDocument.Parse(_door.Read(file)).RootElement.GetProperty("comparison");

    private List<(string Name, bool IsRed)> CasesOf(string file) =>
    [
        .. XDocument.Parse(_door.Read(file)).Descendants("testcase").Where(one => one.Attribute("classname")!.Value == "shop.comparison")
            .Select(one => (one.Attribute("name")!.Value, one.Element("failure") is not null)),
    ];

    internal sealed class QuickUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.01);

        [Task]
        public Task Look() => LookAsync(this, TimeSpan.FromMilliseconds(2));
    }

    internal sealed class SlowUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.01);

        [Task]
        public Task Look() => LookAsync(this, TimeSpan.FromMilliseconds(25));
    }

    private static async Task LookAsync(User user, TimeSpan takes)
    {
        using var call = user.Measure("GET", "/");
        await Task.Delay(takes, TimeProvider.System, user.Cancellation);
    }
}
