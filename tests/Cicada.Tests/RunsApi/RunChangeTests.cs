using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.TestSupport;

namespace Cicada.Tests.RunsApi;

/// <summary>What changes something: starting, stopping, editing, annotating, saying something about a run, deleting.</summary>
[Collection(nameof(RecordedRuns))]
public sealed class RunChangeTests(RecordedRuns recorded) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_started_with_what_the_form_says_and_can_be_changed_annotated_and_stopped()
    {
        var control = new ScriptedControl();
        await using var api = await RunsApiFixture.StartAsync(recorded.Store, control);

        var form = await api.ReadAsync("form");
        using var started = await api.SendAsync(
            "POST", "runs", """{"users":5,"spawn_rate":2.5,"run_time":"1m","iterations":null,"user_types":[{"name":"GoodUser","weight":2}],"run_labels":{"a":"b"},"options":{"--key":"x"},"note":"ünder"}""");
        var run = control.On!;
        var info = await api.ReadAsync("info");
        var changed = await api.SayAsync("PATCH", $"runs/{run.Run.Id}/load", """{"users":8,"spawn_rate":1,"user_types":[{"name":"GoodUser","fixed_count":3}]}""");
        var annotated = await api.SayAsync("POST", "runs/latest/annotations", """{"title":"cache cleared"}""");
        var stopped = await api.SayAsync("POST", $"runs/{run.Run.Id}/stop", """{"reason":"seen enough"}""");

        Assert.Equal((5, "GoodUser"), (form.GetProperty("values").GetProperty("users").GetInt32(), form.GetProperty("user_types")[0].GetProperty("name").GetString()));
        Assert.True(form.GetProperty("options")[0].GetProperty("is_secret").GetBoolean());
        Assert.Equal(201, (int)started.StatusCode);
        Assert.Equal($"/api/cicada/v1/runs/{run.Run.Id}", started.Headers.Location!.ToString());
        var request = Assert.Single(control.Starts);
        Assert.Equal((5, 2.5, "1m", "ünder"), (request.Users, request.SpawnRate, request.RunTime, request.Note));
        Assert.Equal((2.0, "b", "x"), (request.UserTypes![0].Weight, request.RunLabels!["a"], request.Options!["--key"]));
        Assert.Equal((run.Run.Id, true), (info.GetProperty("live_run").GetString(), info.GetProperty("can_start").GetBoolean()));
        Assert.Equal(("200 {}", "201 {}", "200 {}"), (changed, annotated, stopped));
        Assert.Equal((8, 1.0, 3), (run.Changes[0].Users, run.Changes[0].SpawnRate, run.Changes[0].UserTypes![0].FixedCount));
        Assert.Equal(new Annotation("cache cleared"), Assert.Single(run.Annotations));
        Assert.Equal(["seen enough"], run.Stops);
    }

    [Fact]
    public async Task A_start_that_is_refused_says_which_fields_are_wrong()
    {
        var control = new ScriptedControl { Refusal = new(422, "The run cannot be started.", [new("users", "The number of users is '0'."), new(null, "And so on.")]) };
        await using var api = await RunsApiFixture.StartAsync(recorded.Store, control);

        Assert.Equal(
            """422 {"error":"The run cannot be started.","problems":[{"field":"users","message":"The number of users is '0'."},{"field":null,"message":"And so on."}]}""",
            await api.SayAsync("POST", "runs", """{"users":0}"""));
    }

    [Fact]
    public async Task A_run_that_is_on_is_not_deleted()
    {
        var control = new ScriptedControl { On = new() };
        var live = control.On.Run.Id;
        var questions = new RunQuestions("", (_, _) => throw new NotSupportedException("No store is asked."), new(), TimeProvider.System);
        await using var api = await RunsApiFixture.StartAsync(questions, control);

        foreach (var (method, path, body) in new[] { ("DELETE", $"runs/{live}", null), ("DELETE", "runs/latest", null), ("POST", "runs/delete", $$"""{"runs":["{{live}}"]}""") })
        {
            Assert.StartsWith($$"""409 {"error":"The run '{{live}}' is on, so it cannot be deleted. Stop it first."}""", await api.SayAsync(method, path, body), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_people_say_about_a_run_is_changed_all_or_not()
    {
        using var store = Copy();
        await using var api = await RunsApiFixture.StartAsync(store);

        var patched = await api.SayAsync("PATCH", $"runs/{RecordedRuns.First}", """{"note":"before\nthe <b>cache</b>","labels":{"build":null,"team":"new","é":"ü"},"baseline":true}""");
        var refused = await api.SayAsync("PATCH", $"runs/{RecordedRuns.First}", """{"note":"other","labels":{"a=b":"c"},"baseline":false}""");
        var head = (await api.ReadAsync($"runs/{RecordedRuns.First}")).GetProperty("head");

        Assert.StartsWith("200 {\"run\":\"r20261124-120000-abc\"", patched, StringComparison.Ordinal);
        Assert.StartsWith("422 {\"error\":\"The key of a run label is 'a=b'", refused, StringComparison.Ordinal);
        Assert.Equal("before\nthe <b>cache</b>", head.GetProperty("note").GetString());
        Assert.Equal("""{"team":"new","é":"ü"}""", head.GetProperty("labels").GetRawText());
        Assert.True(head.GetProperty("baseline").GetBoolean());
    }

    [Fact]
    public async Task Runs_are_deleted_all_or_none()
    {
        using var store = Copy();
        await using var api = await RunsApiFixture.StartAsync(store);

        Assert.StartsWith("404 ", await api.SayAsync("POST", "runs/delete", $$"""{"runs":["{{RecordedRuns.First}}","nix"]}"""), StringComparison.Ordinal);
        Assert.Equal(3, (await api.ReadAsync("runs")).GetProperty("total").GetInt32());
        Assert.Equal($$"""200 {"runs":["{{RecordedRuns.First}}","{{RecordedRuns.Other}}"]}""", await api.SayAsync("POST", "runs/delete", $$"""{"runs":["{{RecordedRuns.First}}","latest"]}"""));
        Assert.Equal($$"""200 {"runs":["{{RecordedRuns.Second}}"]}""", await api.SayAsync("DELETE", "runs/r2026"));
        Assert.Equal(0, (await api.ReadAsync("runs")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_run_that_is_over_gets_a_mark_within_its_time()
    {
        using var store = Copy();
        await using var api = await RunsApiFixture.StartAsync(store);

        var marked = await api.SayAsync("POST", $"runs/{RecordedRuns.First}/annotations", """{"title":"<i>cache</i>","text":"two\nlines","elapsed":12.5}""");
        var tooLate = await api.SayAsync("POST", $"runs/{RecordedRuns.First}/annotations", """{"title":"x","elapsed":1e6}""");
        var events = (await api.ReadAsync($"runs/{RecordedRuns.First}/events")).GetProperty("events");

        Assert.Equal("201 {}", marked);
        Assert.StartsWith("422 ", tooLate, StringComparison.Ordinal);
        var mark = events.EnumerateArray().Single(one => one.GetProperty("type").GetString() == "annotation");
        Assert.Equal(("<i>cache</i>", "two\nlines", 12.5), (mark.GetProperty("title").GetString(), mark.GetProperty("text").GetString(), mark.GetProperty("elapsed").GetDouble()));
    }

    private Store Copy()
    {
        var copy = _folder.Combine("copy.duckdb");
        recorded.CopyTo(copy);
        return Store.Open(copy);
    }
}
