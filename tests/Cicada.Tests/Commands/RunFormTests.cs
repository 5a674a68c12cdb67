using System.Globalization;
using Cicada.Commands;
using Cicada.Options;
using Cicada.RunsApi;
using Cicada.Storage.Queries;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

public sealed class RunFormTests
{
    private static readonly TestOption[] Own = [new("--region", "Where.", "eu", IsSecret: false), new("--token", "A secret.", null, IsSecret: true)];

    [Fact]
    public void It_begins_with_what_the_command_line_says_and_shows_what_there_is_to_choose()
    {
        var form = Form([typeof(GoodUser), typeof(FailingUser)], ("users", "7"), ("run-time", "1m30s"), ("run-label", "team=shop"), ("token", "s3cret")).Read(null);

        Assert.Equal((7, 1.0, "1m30s", "eu"), (form.Values.Users, form.Values.SpawnRate, form.Values.RunTime, form.Values.Options!["--region"]));
        Assert.Equal("shop", form.Values.RunLabels!["team"]);
        Assert.DoesNotContain("--token", form.Values.Options.Keys);
        Assert.Equal(["read", "write"], form.Labels);
        Assert.Equal([("Look", 3.0, 0.75), ("Buy", 1.0, 0.25)], form.UserTypes.Single(type => type.Name == "GoodUser").Tasks.Select(task => (task.Name, task.Weight, task.Share)));
        Assert.Equal([("--region", false, "eu"), ("--token", true, null)], form.Options.Select(option => (option.Name, option.IsSecret, option.DefaultValue)));
    }

    [Fact]
    public void Thresholds_are_those_of_the_code_and_of_the_form_which_begins_with_those_that_were_given()
    {
        var form = Form([typeof(GoodUser)], ("threshold", "p95(GET /) < 1s"));

        Assert.Equal(["p95(GET /) < 1s"], form.Read(null).Values.Thresholds);
        var plan = form.Prepare(new StartRequest { Thresholds = [" rps > 5 ", "", "failures < 1%"] }).Plan;
        Assert.Equal(["rps > 5", "failures < 1%"], plan.Thresholds.Select(threshold => threshold.Text));
        Assert.Equal("rps > 5; failures < 1%", plan.Options["threshold"]);
        Assert.Empty(form.Prepare(new StartRequest { Thresholds = [] }).Plan.Thresholds);
    }

    [Theory]
    [InlineData("users", "users", "0")]
    [InlineData("users", "users", "-3")]
    [InlineData("spawn_rate", "spawn-rate", "0")]
    [InlineData("spawn_rate", "spawn-rate", "-1")]
    [InlineData("run_time", "run-time", "5x")]
    [InlineData("run_time", "run-time", "0")]
    [InlineData("iterations", "iterations", "-1")]
    [InlineData("host", "host", "localhost:5000")]
    [InlineData("host", "host", "https://me:s3cret@example.com/")]
    [InlineData("labels", "labels", "nonsense")]
    [InlineData("thresholds", "threshold", "p95 < soon")]
    public void What_makes_no_sense_gets_the_sentence_of_the_command_line_at_its_field(string field, string key, string value)
    {
        var typed = new List<string>();
        Preparation([typeof(GoodUser)]).Prepare(Values((key, value)), [], new Dictionary<string, Users.UserShare>(), typed);

        var refusal = Assert.Throws<RefusedRequestException>(() => Form([typeof(GoodUser)]).Prepare(Request(field, value)));

        Assert.Equal(422, refusal.Status);
        Assert.Equal((field, Assert.Single(typed)), Assert.Single(refusal.Problems.Select(problem => (problem.Field, problem.Message))));
        Assert.Equal(typed[0], refusal.Message);
    }

    [Fact]
    public void Every_field_has_its_own_sentence_when_several_make_no_sense()
    {
        var refusal = Assert.Throws<RefusedRequestException>(() => Form([typeof(GoodUser), typeof(WebUser)]).Prepare(new StartRequest
        {
            Users = 0,
            RunTime = "soon",
            LoadModel = "open",
            UserTypes = [new("Nobody"), new("GoodUser", Weight: -1)],
            Options = new Dictionary<string, string> { ["--colour"] = "red" },
        }));

        Assert.Equal(
            ["load_model", "options.--colour", "run_time", "user_types.GoodUser", "user_types.Nobody", "users"],
            refusal.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
        Assert.Contains("in 6 places", refusal.Message);
    }

    [Fact]
    public void Without_a_host_anywhere_the_field_says_so()
    {
        var refusal = Assert.Throws<RefusedRequestException>(() => Form([typeof(WebUser)]).Prepare(new StartRequest()));

        Assert.Equal(("host", RunPreparation.NoHost), Assert.Single(refusal.Problems.Select(problem => (problem.Field, problem.Message))));
    }

    [Fact]
    public void What_a_request_leaves_out_is_as_on_the_command_line()
    {
        var prepared = Form([typeof(WebUser)], ("host", "http://localhost:1"), ("users", "3")).Prepare(new StartRequest());

        Assert.Equal(("http://localhost:1", 3), (prepared.Plan.Host, prepared.Plan.Users));
    }

    [Fact]
    public void The_target_the_test_brought_is_the_host_and_is_not_noted_as_one_that_was_given()
    {
        var form = Form([typeof(WebUser)]);
        form.TargetHost = "http://127.0.0.1:4711";

        Assert.Equal("http://127.0.0.1:4711", form.Read(null).Values.Host);
        var prepared = form.Prepare(new StartRequest { Host = "http://127.0.0.1:4711" });

        Assert.Equal("http://127.0.0.1:4711", prepared.Plan.Host);
        Assert.DoesNotContain("host", prepared.Plan.Options.Keys);
        Assert.Equal("http://localhost:1", form.Prepare(new StartRequest { Host = "http://localhost:1" }).Plan.Host);
    }

    [Fact]
    public void A_run_has_the_form_s_values_before_the_command_line_s_and_is_noted_as_if_they_had_been_typed()
    {
        var prepared = Form([typeof(GoodUser), typeof(FailingUser)], ("users", "7"), ("run-time", "1m"), ("iterations", "5"), ("note", "typed"), ("region", "us")).Prepare(new StartRequest
        {
            Users = 20,
            SpawnRate = 2.5,
            RunTime = "",
            Iterations = 0,
            Note = "form",
            RunLabels = new Dictionary<string, string> { ["team"] = "web shop" },
            UserTypes = [new("GoodUser", Weight: 3, FixedCount: 2)],
            Options = new Dictionary<string, string> { ["--region"] = "asia", ["--token"] = "s3cret" },
        });

        var plan = prepared.Plan;
        Assert.Equal((20, 2.5, null, null, "form"), (plan.Users, plan.SpawnRate, plan.RunTime, plan.Iterations, plan.Note));
        Assert.Equal([typeof(GoodUser)], plan.UserTypes);
        Assert.Equal((3, 2), prepared.Types.Select(type => (type.Weight, type.FixedCount)).Single());
        Assert.Equal("asia", prepared.Options.TestOptions["--region"]);
        Assert.Equal("s3cret", prepared.Options.TestOptions["--token"]);
        Assert.Equal(
            ["note=form", "region=asia", "run-label=team=web shop", "spawn-rate=2.5", "token=[REDACTED]", "users=20"],
            plan.Options.Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_remembers_what_was_started_last_and_a_secret_without_showing_it()
    {
        var form = Form([typeof(GoodUser), typeof(FailingUser)], ("users", "7"));
        var request = new StartRequest
        {
            Users = 9,
            UserTypes = [new("GoodUser", Weight: 2)],
            Options = new Dictionary<string, string> { ["--region"] = "us", ["--token"] = "s3cret" },
        };

        form.Prepare(request);
        form.Remember(request);

        var values = form.Read(Earlier(("users", "1000"))).Values;
        Assert.Equal((9, "us"), (values.Users, values.Options!["--region"]));
        Assert.Equal([new StartUserType("GoodUser", 2)], values.UserTypes);
        Assert.DoesNotContain("s3cret", string.Concat(values.Options.Values));
        Assert.Equal("s3cret", form.Prepare(new StartRequest { Options = new Dictionary<string, string> { ["--token"] = "" } }).Options.TestOptions["--token"]);
    }

    [Fact]
    public void What_an_earlier_run_was_started_with_is_remembered_where_the_command_line_says_nothing()
    {
        var earlier = Earlier(("users", "30"), ("spawn-rate", "5"), ("run-label", "team=web shop env=test"), ("note", "of that run"), ("labels", "gone"), ("region", "us"), ("token", "[REDACTED]"))
            with
        { UserTypes = [new("GoodUser", 4, null), new("GoneUser", 1, null)] };

        var values = Form([typeof(GoodUser)], ("users", "7")).Read(earlier).Values;

        Assert.Equal((7, 5.0, "", "us"), (values.Users, values.SpawnRate, values.Note, values.Options!["--region"]));
        Assert.Equal("web shop", values.RunLabels!["team"]);
        Assert.Equal("test", values.RunLabels["env"]);
        Assert.Empty(values.Labels!);
        Assert.Equal([new StartUserType("GoodUser", 4, 0)], values.UserTypes);
    }

    [Theory]
    [InlineData("ramp 100", "shape")]
    [InlineData("climb 100 1m", "shape")]
    public void A_shape_that_makes_no_sense_gets_the_sentence_of_the_command_line_at_its_field(string shape, string field)
    {
        var typed = new List<string>();
        Preparation([typeof(GoodUser)]).Prepare(Values(("shape", shape)), [], new Dictionary<string, Users.UserShare>(), typed);

        var refusal = Assert.Throws<RefusedRequestException>(() => Form([typeof(GoodUser)]).Prepare(new StartRequest { Shape = shape }));

        Assert.Equal((field, Assert.Single(typed)), Assert.Single(refusal.Problems.Select(problem => (problem.Field, problem.Message))));
    }

    [Fact]
    public void A_shape_of_the_form_goes_before_the_users_of_the_command_line_and_an_empty_one_gives_them_back()
    {
        var form = Form([typeof(GoodUser)], ("users", "7"), ("spawn-rate", "2"));

        var shaped = form.Prepare(new StartRequest { Shape = " ramp to 20 over 10s " }).Plan;
        var plain = form.Prepare(new StartRequest { Shape = "" }).Plan;

        Assert.Equal(("ramp 20 10s", 20), (shaped.Shape!.ToString(), shaped.Users));
        Assert.DoesNotContain("users", shaped.Options.Keys);
        Assert.Equal((null, 7), (plain.Shape, plain.Users));
    }

    [Fact]
    public void The_form_says_which_shape_the_program_has_and_none_stands_for_none()
    {
        var form = new RunForm(Preparation([typeof(GoodUser)], [typeof(DoorShape)]), Values(), []);

        Assert.Equal(("DoorShape", ""), (form.Read(null).OwnShape, form.Read(null).Values.Shape));
        Assert.IsType<DoorShape>(form.Prepare(new StartRequest()).Plan.Shape);
        Assert.Null(form.Prepare(new StartRequest { Shape = "none", Users = 3 }).Plan.Shape);
        Assert.Equal("hold 1s", form.Prepare(new StartRequest { Shape = "hold 1s" }).Plan.Shape!.ToString());
    }

    [Fact]
    public void A_shape_of_an_earlier_run_is_remembered_without_the_users_that_did_not_count_then()
    {
        var values = Form([typeof(GoodUser)]).Read(Earlier(("users", "30"), ("shape", "ramp 20 10s"))).Values;

        Assert.Equal("ramp 20 10s", values.Shape);
        Assert.Equal(20, values.Users);
    }

    private static RunSetup Earlier(params (string Key, string Value)[] options) => new() { Options = options.ToDictionary(option => option.Key, option => option.Value) };

    private static StartRequest Request(string field, string value) => field switch
    {
        "users" => new() { Users = int.Parse(value, CultureInfo.InvariantCulture) },
        "spawn_rate" => new() { SpawnRate = double.Parse(value, CultureInfo.InvariantCulture) },
        "run_time" => new() { RunTime = value },
        "iterations" => new() { Iterations = long.Parse(value, CultureInfo.InvariantCulture) },
        "host" => new() { Host = value },
        "thresholds" => new() { Thresholds = [value] },
        _ => new() { Labels = [value] },
    };

    private static RunForm Form(Type[] types, params (string Key, string Value)[] given) => new(Preparation(types), Values(given), []);

    private static Dictionary<string, OptionValue> Values(params (string Key, string Value)[] given) => given.ToDictionary(one => one.Key, one => new OptionValue([one.Value], ""));

    private static RunPreparation Preparation(Type[] types, Type[]? ownShapes = null) => new(
        new LoadTestDefinition(),
        types,
        ownShapes ?? [],
        [.. RunOptionSpecs.All, .. Own.Select(option => new OptionSpec(option.Name, null, OptionKind.Value, "value", "", option.Description) { IsSecret = option.IsSecret })],
        Own,
        new Surroundings
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            Input = TextReader.Null,
            OpenOutput = () => Stream.Null,
            WorkingFolder = Path.GetTempPath(),
            HomeFolder = Path.GetTempPath(),
            ProgramName = "shop",
        });

    // Private, so that no test that looks for shapes in this assembly finds it.
    private sealed class DoorShape : LoadShape
    {
        public override ShapeStep? Tick(ShapeMoment now) => now.Elapsed < TimeSpan.FromSeconds(1) ? new ShapeStep(2, 10) : null;
    }
}
