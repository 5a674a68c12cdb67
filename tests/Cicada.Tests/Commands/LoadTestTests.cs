using System.Text.Json;
using Cicada.Commands;
using Cicada.Options;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

public sealed class LoadTestTests : IDisposable
{
    private const string Short = "--headless -i 10 ";
    private readonly DoorFixture _door = new();

    private static Action<LoadTestDefinition> Good => test => test.Users.Add<GoodUser>();

    private static Action<LoadTestDefinition> Calm => test => test.Users.Add<CalmUser>();

    private static Action<LoadTestDefinition> Failing => test => test.Users.Add<FailingUser>();

    [Fact]
    public async Task A_run_is_shown_kept_and_written_to_a_file()
    {
        Assert.Equal(0, await _door.RunAsync(Short + "--summary-json S.json", Good));

        var summary = RunSummaryJson.Parse(_door.Read("S.json"));
        Assert.Equal(10, summary.Total.Count);
        Assert.Equal(10, summary.Recording.Stored);
        Assert.Equal("shop", summary.Test);
        Assert.Contains("finished after", _door.Output);
        Assert.Contains($"cicada show {summary.Run}", _door.Output);
        Assert.False(File.Exists(_door.PathOf($"S.json.{Environment.ProcessId}.tmp")));
    }

    [Fact]
    public async Task A_run_leaves_the_report_that_can_be_made_of_it_tomorrow()
    {
        Assert.Equal(0, await _door.RunAsync(Short + "--html run.html --max-names 5", Good));

        Assert.Equal(0, await _door.RunToolAsync("report latest -o later.html"));
        var (report, later) = (_door.Read("run.html"), _door.Read("later.html"));
        Assert.StartsWith("<!doctype html>", report, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(report.Length, later.Length - 20, later.Length + 20); // they say when they were made
        Assert.True(report.Length < 1_000_000);
    }

    [Fact]
    public async Task The_kept_run_has_the_same_numbers_tomorrow()
    {
        await _door.RunAsync(Short + "--summary-json S.json --note 'first one' --run-label team=shop", Good);
        var written = _door.Read("S.json").Trim();
        var run = RunSummaryJson.Parse(written).Run;

        Assert.Equal(0, await _door.RunToolAsync("show latest --json"));
        Assert.Equal(written, _door.Output.Trim());

        Assert.Equal(0, await _door.RunAsync($"show {run[..^1]} --json"));
        Assert.Equal(written, _door.Output.Trim());

        Assert.Equal(0, await _door.RunToolAsync("runs --json"));
        using var heads = JsonDocument.Parse(_door.Output);
        Assert.Equal(run, Assert.Single(heads.RootElement.EnumerateArray()).GetProperty("run").GetString());

        Assert.Equal(0, await _door.RunToolAsync("runs"));
        Assert.Contains(run, _door.Output);
        Assert.Contains("team=shop first one", _door.Output);

        Assert.Equal(0, await _door.RunToolAsync("export latest --format csv"));
        Assert.Equal(11, _door.Output.TrimEnd('\n').Split('\n').Length);

        Assert.Equal(0, await _door.RunToolAsync("export latest -o out.csv"));
        Assert.Equal(11, File.ReadAllLines(_door.PathOf("out.csv")).Length);

        Assert.Equal(0, await _door.RunToolAsync("sql 'SELECT count(*) AS n FROM cicada_requests' --csv"));
        Assert.Equal("n\n10\n", _door.Output);

        Assert.Equal(0, await _door.RunToolAsync($"sql --json 'SELECT run, count(*) AS n FROM cicada_requests GROUP BY run'"));
        Assert.Equal(10, JsonDocument.Parse(_door.Output).RootElement[0].GetProperty("n").GetInt32());

        Assert.Equal(2, await _door.RunToolAsync("delete latest"));
        Assert.Contains("--yes", _door.Error);

        Assert.Equal(0, await _door.RunToolAsync("delete latest --yes"));
        Assert.Equal(0, await _door.RunToolAsync("runs --json"));
        Assert.Equal("[]", _door.Output.Trim());
    }

    [Theory]
    [InlineData("y", 0)]
    [InlineData("YES", 0)]
    [InlineData("n", 2)]
    [InlineData("", 2)]
    public async Task Delete_asks_where_there_is_somebody_to_ask(string answer, int code)
    {
        await _door.RunAsync(Short, Good);
        _door.InputIsTerminal = true;
        _door.Typed = answer + "\n";

        Assert.Equal(code, await _door.RunToolAsync("delete latest"));
        Assert.Contains("with 10 requests? It cannot be undone. [y/N]", _door.Error);
    }

    [Fact]
    public async Task A_shape_is_followed_shown_and_kept()
    {
        Assert.Equal(0, await _door.RunAsync("--headless --shape 'step 2 300ms, step 1 200ms' --summary-json S.json", Calm));

        var summary = RunSummaryJson.Parse(_door.Read("S.json"));
        Assert.Equal((RunState.Finished, 2), (summary.State, summary.Users));
        await _door.RunToolAsync("sql --json 'SELECT title FROM cicada_events WHERE type = $$shape_step$$ ORDER BY time'");
        Assert.Equal(["step 2 300ms", "step 1 200ms"], JsonDocument.Parse(_door.Output).RootElement.EnumerateArray().Select(row => row.GetProperty("title").GetString()));
        await _door.RunToolAsync("sql --json 'SELECT shape FROM cicada_runs WHERE shape IS NOT NULL LIMIT 1'");
        Assert.Equal("step 2 300ms, step 1 200ms", JsonDocument.Parse(_door.Output).RootElement[0].GetProperty("shape").GetString());
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task A_search_for_the_limit_is_shown_and_kept()
    {
        Assert.Equal(0, await _door.RunAsync("--headless --find-limit '1..2 by 1 every 1s while p95 < 1h and failures < 100%' --summary-json S.json", Calm));

        Assert.Contains("Limit: all numbers up to 2 users are good; the limit is beyond", _door.Output);
        Assert.Equal((2, null), (RunSummaryJson.Parse(_door.Read("S.json")).Limit!.LastGood, RunSummaryJson.Parse(_door.Read("S.json")).Limit!.FirstBad));
        await _door.RunToolAsync("show latest --json");
        Assert.Equal(_door.Read("S.json").Trim(), _door.Output.Trim());
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task Where_no_number_of_users_is_good_the_exit_code_is_that_of_a_threshold()
    {
        Assert.Equal(ExitCode.ThresholdBroken, await _door.RunAsync("--headless --find-limit '1..2 by 1 every 1s while failures < 1%'", test => test.Users.Add<OverloadedUser>()));

        Assert.Contains("Limit: no number of users is good; with 1 100 % failed, not below 1 %", _door.Output);
    }

    [Theory]
    [InlineData("--shape 'ramp 10'", "The shape is 'ramp 10', which ends at column 8; expected a time. Write for instance 'ramp 100 1m'.")]
    [InlineData("--shape 'hold 1s' -u 5", "The options '--shape' and '--users' stand together")]
    [InlineData("--shape 'hold 1s' -r 5", "The options '--shape' and '--spawn-rate' stand together")]
    [InlineData("--find-limit '1..2 by 1 every 1s while p95 < 1s' -u 5", "The options '--find-limit' and '--users' stand together")]
    [InlineData("--find-limit '1..2 by 1 every 1s while p95 < 1s' --shape 'hold 1s'", "The options '--shape' and '--find-limit' stand together")]
    [InlineData("--find-limit '1..2'", "The search for the limit is '1..2', which ends at column 5; expected 'by'.")]
    [InlineData("--shape 'hold 1s' --reset-stats", "a run with a shape has no such moment")]
    public async Task A_shape_that_makes_no_sense_is_refused(string arguments, string part)
    {
        Assert.Equal(2, await _door.RunAsync("--headless " + arguments, Calm));

        Assert.Contains(part, Assert.Single(_door.Problems));
    }

    [Fact]
    public async Task The_shape_of_the_program_holds_unless_another_or_none_is_typed()
    {
        void Shaped(LoadTestDefinition test)
        {
            Calm(test);
            test.Shape = Stages.StepTo(2, 200.Milliseconds());
        }

        Assert.Equal(2, await _door.RunAsync("--headless -u 5", Shaped));
        Assert.Contains("The option '--users' is '5', and the program has the shape 'step 2 200ms'", Assert.Single(_door.Problems));

        _door.Variables["CICADA_USERS"] = "5"; // for tests without a shape
        Assert.Equal(0, await _door.RunAsync("--headless --json", Shaped));
        Assert.Equal(2, RunSummaryJson.Parse(_door.Output).Users);

        Assert.Equal(0, await _door.RunAsync("--headless --json --shape 'step 3 200ms'", Shaped));
        Assert.Equal(3, RunSummaryJson.Parse(_door.Output).Users);

        Assert.Equal(0, await _door.RunAsync("--headless --json --shape none -u 1 -i 5", Shaped));
        Assert.Equal((1, 5), (RunSummaryJson.Parse(_door.Output).Users, RunSummaryJson.Parse(_door.Output).Total.Count));
    }

    [Fact]
    public async Task With_json_the_output_holds_nothing_but_the_document()
    {
        await _door.RunAsync(Short + "--json", Good);

        Assert.Equal(10, RunSummaryJson.Parse(_door.Output).Total.Count);
    }

    [Fact]
    public async Task Json_goes_to_a_file_of_that_name_too()
    {
        await _door.RunAsync(Short + "--json-file out", Good);

        Assert.Equal(10, RunSummaryJson.Parse(_door.Read("out.json")).Total.Count);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("--exit-code-on-error 9", 9)]
    [InlineData("--exit-code-on-error 0", 0)]
    public async Task Failures_give_the_exit_code_that_was_asked_for(string option, int code)
    {
        Assert.Equal(code, await _door.RunAsync(Short + option, Failing));

        await _door.RunToolAsync("show latest --json");
        Assert.Equal(code, RunSummaryJson.Parse(_door.Output).ExitCode);
    }

    [Fact]
    public async Task A_throwing_task_is_a_failure_and_the_run_goes_on()
    {
        Assert.Equal(1, await _door.RunAsync(Short + "--no-store", test => test.Users.Add<ThrowingUser>()));
        Assert.Contains("the user stumbled", _door.Output);
        Assert.Contains("not kept", _door.Output);
        Assert.False(File.Exists(_door.Store));
    }

    [Fact]
    public async Task A_throwing_handler_gives_2_and_harms_nothing()
    {
        var code = await _door.RunAsync(Short + "--json", test =>
        {
            test.Users.Add<GoodUser>();
            test.Events.TestStart.Add(_ => throw new InvalidOperationException("boom"));
        });

        Assert.Equal(2, code);
        Assert.Equal(10, RunSummaryJson.Parse(_door.Output).Total.Count);
        Assert.Contains("boom", _door.Error);
    }

    [Theory]
    [InlineData("-t 5x", "'5x'")]
    [InlineData("-H localhost:5000", "'http://localhost:5000'")]
    [InlineData("--user 5", "Did you mean '--users'?")]
    [InlineData("-u", "'-u' has no value")]
    [InlineData("GodUser", "Did you mean 'GoodUser'?")]
    [InlineData("-T nothing", "labels")]
    [InlineData("--config nix.conf", "'nix.conf'; there is no such file")]
    [InlineData("--summary-json nix/S.json", "there is no folder")]
    [InlineData("--html nix/run.html", "there is no folder")]
    [InlineData("--html run.html --no-store", "a report is made from what is kept")]
    [InlineData("--max-names 0", "'0'")]
    [InlineData("--json-file nix/S", "there is no folder")]
    [InlineData("--csv nix/p", "there is no folder")]
    [InlineData("--logfile nix/log", "there is no folder")]
    [InlineData("--store nix/x.duckdb", "there is no folder")]
    [InlineData("--store .", "folder")]
    public async Task Bad_options_get_a_sentence_and_2(string arguments, string part)
    {
        Assert.Equal(2, await _door.RunAsync("--headless -i 1 " + arguments, Good));

        Assert.Contains(part, Assert.Single(_door.Problems));
        Assert.Equal("", _door.Output);
    }

    [Fact]
    public async Task All_problems_are_said_at_once()
    {
        Assert.Equal(2, await _door.RunAsync("--headless -u x -t 5x -H localhost --summary-json nix/S.json", test => test.Users.Add<BackwardUser>()));

        Assert.Equal(5, _door.Problems.Length);
        Assert.Contains(_door.Problems, problem => problem.Contains("BackwardUser", StringComparison.Ordinal) && problem.Contains("'-1'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused_and_left_as_it_is()
    {
        _door.WriteFile("cicada.duckdb", "this is no store");

        Assert.Equal(2, await _door.RunAsync(Short, Good));
        Assert.Contains("cicada.duckdb", Assert.Single(_door.Problems));
        Assert.Equal("this is no store", _door.Read("cicada.duckdb"));
    }

    [Fact]
    public async Task A_program_without_users_is_told_so()
    {
        _door.Program = typeof(Cicada.Storage.RunHistory).Assembly;

        Assert.Equal(2, await _door.RunAsync("--headless"));
        Assert.StartsWith("There are no users in 'shop'", Assert.Single(_door.Problems));
    }

    [Fact]
    public async Task User_types_are_found_in_the_program_and_chosen_by_name()
    {
        _door.Program = typeof(LoadTestTests).Assembly;

        Assert.Equal(0, await _door.RunAsync("--list --json GoodUser PrintingUser"));

        var names = JsonDocument.Parse(_door.Output).RootElement.EnumerateArray().Select(type => type.GetProperty("name").GetString());
        Assert.Equal(["GoodUser", "PrintingUser"], names);
    }

    [Fact]
    public async Task HTTP_users_need_a_host()
    {
        Assert.Equal(2, await _door.RunAsync("--headless", test => test.Users.Add<WebUser>()));
        Assert.StartsWith("There is no host", Assert.Single(_door.Problems));
    }

    [Fact]
    public async Task A_wrong_host_is_not_a_missing_one_too()
    {
        Assert.Equal(2, await _door.RunAsync("--headless -H localhost", test => test.Users.Add<WebUser>()));
        Assert.Contains("'localhost'", Assert.Single(_door.Problems));
    }

    [Fact]
    public async Task A_test_may_bring_its_own_target_which_is_ended_with_the_run()
    {
        var target = new FakeTarget();

        Assert.Equal(0, await _door.RunAsync(Short + "--json", test =>
        {
            test.Users.Add<WebUser>();
            test.DefaultTarget = _ => Task.FromResult<ITarget>(target);
        }));

        Assert.Equal("http://127.0.0.1:4711", RunSummaryJson.Parse(_door.Output).Host);
        Assert.True(target.IsDisposed);
    }

    [Fact]
    public async Task A_given_host_goes_before_the_tests_own_target()
    {
        await _door.RunAsync(Short + "--json -H http://localhost:1", test =>
        {
            test.Users.Add<WebUser>();
            test.DefaultTarget = _ => throw new InvalidOperationException("not wanted");
        });

        Assert.Equal("http://localhost:1", RunSummaryJson.Parse(_door.Output).Host);
    }

    [Fact]
    public async Task Every_place_for_options_counts_in_its_order()
    {
        _door.WriteFile("home/.cicada.conf", "note = home\ntest = home\nseed = 1\nrun-label = from=home\nstore = home.duckdb\nheadless = true\niterations = 2");
        _door.WriteFile("cicada.conf", "note = folder\ntest = folder\nseed = 2\nrun-label = from=folder");
        _door.WriteFile("mine.conf", "note = mine\ntest = mine\nseed = 3");
        _door.Variables["CICADA_NOTE"] = "environment";
        _door.Variables["CICADA_TEST"] = "environment";
        Plan? plan = null;

        Assert.Equal(0, await _door.RunAsync("--config mine.conf --note typed --json", test =>
        {
            test.Users.Add<GoodUser>();
            test.Events.Init.Add(e => plan = e.Run.Plan);
        }));

        Assert.Equal("typed", plan!.Note);
        Assert.Equal("environment", plan.Test);
        Assert.Equal(3, plan.Seed);
        Assert.Equal("folder", plan.RunLabels["from"]);
        Assert.True(File.Exists(_door.PathOf("home.duckdb")));
        Assert.Equal("typed", plan.Options["note"]);

        // The commands look where the run was recorded.
        Assert.Equal(0, await _door.RunToolAsync("runs --json"));
        Assert.Contains("\"typed\"", _door.Output);
    }

    [Fact]
    public async Task A_test_has_options_of_its_own_whose_secrets_are_never_kept()
    {
        IReadOnlyDictionary<string, string?>? values = null;
        Action<LoadTestDefinition> test = test =>
        {
            test.Users.Add<GoodUser>();
            test.Events.CommandLine.Add(e =>
            {
                e.Add("--region", "Where.", "eu");
                e.Add("--token", "A secret.", isSecret: true);
            });
            test.Events.Init.Add(e => values = e.Run.TestOptions);
        };
        _door.Variables["CICADA_TOKEN"] = "s3cret";

        Assert.Equal(0, await _door.RunAsync(Short + "--region us --json", test));

        Assert.Equal("us", values!["--region"]);
        Assert.Equal("s3cret", values["--token"]);
        await _door.RunToolAsync("sql --json 'SELECT * FROM cicada_runs'");
        Assert.DoesNotContain("s3cret", _door.Output);
        Assert.Contains(Secrets.Redacted, _door.Output);

        await _door.RunAsync("--help", test);
        Assert.Contains("--region <value>", _door.Output);
    }

    [Fact]
    public async Task A_test_cannot_take_a_name_of_Cicadas()
    {
        Assert.Equal(2, await _door.RunAsync(Short, test =>
        {
            test.Users.Add<GoodUser>();
            test.Events.CommandLine.Add(e => e.Add("--users", "Mine."));
        }));
        Assert.Contains("'--users'", Assert.Single(_door.Problems));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_has_no_meaning_here_is_refused_with_what_to_do_instead(string option)
    {
        var refused = RefusedOption.All.Single(o => o.Name == option);
        foreach (var typed in new[] { refused.Name, refused.Short }.OfType<string>())
        {
            Assert.Equal(2, await _door.RunAsync($"--headless {typed}{(refused.TakesValue ? " 4" : "")}", Good));
            Assert.Equal(refused.Sentence(typed), Assert.Single(_door.Problems));
        }
    }

    public static TheoryData<string> Refused => [.. RefusedOption.All.Select(option => option.Name)];

    [Fact]
    public async Task Help_tells_of_every_option_and_command()
    {
        Assert.Equal(0, await _door.RunAsync("--help", Good));

        Assert.All(RunOptionSpecs.All, spec => Assert.Contains(spec.Usage, _door.Output));
        Assert.All((string[])["run ", "runs", "show <run>", "export <run>", "report <run>", "sql <query>", "label <run>", "note <run>", "pin <run>", "unpin <run>", "delete <run>", "prune", "--help", "--version"], word => Assert.Contains(word, _door.Output));
        Assert.DoesNotContain("--master", _door.Output);
        Assert.Equal(0, await _door.RunAsync("-h --nonsense", Good));
        Assert.Equal(0, await _door.RunAsync("show -h", Good));
    }

    [Fact]
    public async Task The_version_is_Cicadas()
    {
        Assert.Equal(0, await _door.RunAsync("-V", Good));
        Assert.Equal($"cicada {VersionAction.Version}", _door.Output.Trim());
    }

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("shwo", 2, "Did you mean 'show'?")]
    [InlineData("run", 2, "The command 'run' is unknown.")]
    [InlineData("show", 2, "missing its <run>")]
    [InlineData("show latest extra", 2, "'extra'")]
    [InlineData("show ''", 2, "The run is ''")]
    [InlineData("export ' '", 2, "The run is ' '")]
    [InlineData("sql ''", 2, "The query is ''")]
    [InlineData("runs --jsn", 2, "Did you mean '--json'?")]
    [InlineData("runs", 2, "There is no store")]
    [InlineData("export latest --format xml", 2, "The format is 'xml'")]
    public async Task The_tool_has_the_commands_and_nothing_else(string arguments, int code, string part)
    {
        Assert.Equal(code, await _door.RunToolAsync(arguments));
        Assert.Contains(part, _door.Error);
    }

    [Theory]
    [InlineData("show r9", "r9")]
    [InlineData("sql 'DELETE FROM cicada_requests'", "")]
    [InlineData("sql 'SELECT 1; SELECT 2'", "2 statements")]
    [InlineData("sql nonsense", "")]
    [InlineData("export latest --measurement nix", "'nix'")]
    public async Task A_command_that_cannot_be_carried_out_says_why(string arguments, string part)
    {
        await _door.RunAsync(Short, Good);

        Assert.Equal(2, await _door.RunToolAsync(arguments));
        Assert.Contains(part, _door.Error);
        Assert.DoesNotContain("   at ", _door.Error);
    }

    [Fact]
    public async Task Values_of_every_kind_are_the_same_in_every_country()
    {
        await _door.RunAsync(Short, Good);
        const string Query = "SELECT DATE '2026-02-01' AS d, TIME '12:30:00' AS t, INTERVAL 90 MINUTE AS i, 'x'::BLOB AS b, {'a': 1} AS s";

        await _door.RunToolAsync(["sql", Query, "--json"]);
        Assert.Contains("""{"d":"2026-02-01","t":"12:30:00","i":"01:30:00","b":"eA==","s":{"a":1}}""", _door.Output);

        await _door.RunToolAsync(["sql", Query, "--csv"]);
        Assert.Contains("2026-02-01,12:30:00,01:30:00,eA==,{a: 1}", _door.Output);
    }

    [Fact]
    public async Task The_files_of_csv_are_written_in_full_at_the_end()
    {
        Assert.Equal(1, await _door.RunAsync(Short + "--csv p --csv-full-history", Failing));

        Assert.Equal(3, File.ReadAllLines(_door.PathOf("p_stats.csv")).Length);
        Assert.Contains("'=cmd|", _door.Read("p_stats.csv"));
        Assert.Equal(2, File.ReadAllLines(_door.PathOf("p_failures.csv")).Length);
        Assert.Single(File.ReadAllLines(_door.PathOf("p_exceptions.csv")));
        Assert.Equal(",Aggregated,", File.ReadAllLines(_door.PathOf("p_stats_history.csv"))[^1][13..25]);
    }

    [Fact]
    public async Task Hostile_names_do_nothing_to_the_terminal()
    {
        await _door.RunAsync(Short, Failing);

        Assert.Contains("\\u001b[31m[red]", _door.Output);
        Assert.DoesNotContain('\u001b', _door.Output);
    }

    [Fact]
    public async Task The_log_goes_to_a_file_when_asked()
    {
        await _door.RunAsync(Short + "--logfile run.log -L DEBUG", Good);

        Assert.Contains(" INFO Run: ", _door.Read("run.log"));
        Assert.Equal("", _door.Error);
    }

    [Theory]
    [InlineData("--skip-log-setup")]
    [InlineData("-L ERROR")]
    public async Task The_log_can_be_kept_quiet(string option)
    {
        await _door.RunAsync(Short + option, Good);

        Assert.Equal("", _door.Error);
    }

    [Fact]
    public async Task Labels_choose_among_the_tasks()
    {
        await _door.RunAsync(Short + "--json -T read", Good);

        Assert.Equal(["look"], RunSummaryJson.Parse(_door.Output).Requests.Select(request => request.Name));
    }

    [Fact]
    public async Task The_share_of_each_task_is_shown()
    {
        Assert.Equal(0, await _door.RunAsync("--show-task-ratio", Good));
        Assert.Contains(" 75.0%  Look", _door.Output);

        Assert.Equal(0, await _door.RunAsync("--show-task-ratio-json", Good));
        var ratio = JsonDocument.Parse(_door.Output).RootElement.GetProperty("per_class").GetProperty("GoodUser").GetProperty("tasks").GetProperty("Look").GetProperty("ratio");
        Assert.Equal(0.75, ratio.GetDouble());
    }

    [Fact]
    public async Task An_output_of_the_tests_own_gets_the_same_samples_as_the_store()
    {
        await using var output = new CountingOutput();

        await _door.RunAsync(Short + "--json", test =>
        {
            test.Users.Add<GoodUser>();
            test.Outputs.Add(output);
        });

        Assert.Equal(10, output.Requests);
        Assert.Equal(["store", "counting"], RunSummaryJson.Parse(_door.Output).Recording.Outputs.Select(o => o.Name));
    }

    public void Dispose() => _door.Dispose();

    private sealed class CalmUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.01);

        [Task]
        public void Look() => Measure("demo", "look").Dispose();
    }

    private sealed class OverloadedUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.01);

        [Task]
        public void Look()
        {
            using var call = Measure("demo", "look");
            call.Fail("overloaded");
        }
    }

    private sealed class FakeTarget : ITarget
    {
        public Uri Address { get; } = new("http://127.0.0.1:4711/");

        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class CountingOutput : IOutput
    {
        public int Requests { get; private set; }

        public string Name => "counting";

        public ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken)
        {
            Requests += batch.Requests.Length;
            return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
        }

        public ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
