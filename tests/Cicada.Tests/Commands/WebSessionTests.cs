using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cicada.Commands;
using Cicada.TestSupport;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

/// <summary>A program with its web UI in this process, asked over HTTP.</summary>
public sealed partial class WebSessionTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly WatchedWriter _output = new();
    private readonly StringWriter _error = new();
    private Task<int> _program = Task.FromResult(0);
    private HttpClient _client = new();

    [Fact]
    public async Task Runs_are_started_one_after_the_other_and_each_is_its_own()
    {
        var quits = new List<int>();
        await StartAsync("", test =>
        {
            test.Users.Add<GoodUser>();
            test.Events.Quit.Add(e => quits.Add(e.ExitCode));
        });

        var first = await StartRunAsync("""{"users":2,"iterations":5}""");
        await EndedAsync(first);
        var second = await StartRunAsync("""{"users":3,"iterations":7,"note":"again"}""");
        await EndedAsync(second);

        Assert.NotEqual(first, second);
        Assert.Equal(0, await EndAsync());
        Assert.Equal([0], quits);
        Assert.Contains($"/runs/{first}", _output.Text);
        var counts = await CountsAsync(first, second);
        Assert.Equal([5, 7], counts);
    }

    [Fact]
    public async Task The_exit_code_is_that_of_the_last_run_and_faults_of_an_earlier_one_are_not_its()
    {
        var faults = 1;
        await StartAsync("", test =>
        {
            test.Users.Add<GoodUser>();
            test.Events.TestStart.Add(_ =>
            {
                if (faults-- > 0)
                {
                    throw new InvalidOperationException("stumbled");
                }
            });
        });

        var first = await StartRunAsync("""{"iterations":1}""");
        await EndedAsync(first);
        var second = await StartRunAsync("""{"iterations":1}""");
        await EndedAsync(second);

        var codes = await CodesAsync(first, second);
        Assert.Equal([2, 0], codes);
        Assert.Equal(0, await EndAsync());
    }

    [Fact]
    public async Task An_output_of_the_test_is_opened_and_closed_by_each_run_and_disposed_of_at_the_end()
    {
        var output = new NotedOutput();
        await StartAsync("", test =>
        {
            test.Users.Add<GoodUser>();
            test.Outputs.Add(output);
        });

        await EndedAsync(await StartRunAsync("""{"iterations":1}"""));
        await EndedAsync(await StartRunAsync("""{"iterations":1}"""));
        Assert.Equal(["open", "close", "open", "close"], output.Happened);
        await EndAsync();

        Assert.Equal("disposed", output.Happened[^1]);
    }

    [Fact]
    public async Task Ending_the_program_stops_the_run_in_order_first()
    {
        await StartAsync("--autostart", test => test.Users.Add<WaitingUser>());
        await _output.WaitAsync("/runs/");
        var run = RunId().Match(_output.Text).Value;
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("runs", "{}")).StatusCode);

        await EndAsync();

        Assert.Contains("stopped", _output.Text);
        var summary = await SummaryAsync(run);
        Assert.Equal("stopped", summary.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_run_that_starts_at_once_may_end_the_program()
    {
        await StartAsync("--autostart --autoquit 0 -i 3 --json", test => test.Users.Add<FailingUser>());

        Assert.Equal(1, await _program);
        Assert.Equal(3, RunSummaryJson.Parse(_output.Text).Total.Count);
        Assert.Contains("Web UI: http://127.0.0.1:", _error.ToString());
    }

    [Fact]
    public async Task Without_a_store_the_pages_are_there_all_the_same_and_nothing_is_left()
    {
        await StartAsync("--no-store", test => test.Users.Add<GoodUser>());
        var run = await StartRunAsync("""{"iterations":4}""");
        await EndedAsync(run);

        Assert.Contains("--no-store", (await GetAsync("form")).GetProperty("warnings")[0].GetString());
        var store = (await InfoAsync()).GetProperty("store").GetString()!;
        await EndAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(store)));
        Assert.False(File.Exists(_folder.Combine("cicada.duckdb")));
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_is_refused_with_a_free_one()
    {
        await StartAsync("", test => test.Users.Add<GoodUser>());
        var port = _client.BaseAddress!.Port;
        using var error = new StringWriter();

        var code = await RunAsync($"--web-port {port} --store other.duckdb", test => test.Users.Add<GoodUser>(), TextWriter.Null, error);

        Assert.Equal(2, code);
        Assert.Matches($"port {port}: another program does already.*'--web-port [0-9]+' is free", error.ToString());
    }

    [Theory]
    [InlineData("--web-host 0.0.0.0", "which other machines reach")]
    [InlineData("--autoquit 5", "Add '--autostart'")]
    [InlineData("--autostart", "There is no host")]
    [InlineData("--tls-cert nowhere.pem", "The file '")]
    public async Task What_makes_no_sense_ends_before_anything_begins(string arguments, string sentence)
    {
        using var error = new StringWriter();

        Assert.Equal(2, await RunAsync(arguments + " --web-port 0", test => test.Users.Add<WebUser>(), TextWriter.Null, error));

        Assert.Contains(sentence, error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _client.Dispose();
        _ending.Dispose();
        _error.Dispose();
        _output.Dispose();
        _folder.Dispose();
    }

    private async Task StartAsync(string arguments, Action<LoadTestDefinition> configure)
    {
        var isJson = arguments.Contains("--json", StringComparison.Ordinal);
        _program = RunAsync($"--web-port 0 {arguments}", configure, _output, _error);
        if (isJson)
        {
            return;
        }

        var line = await Task.WhenAny(_output.WaitAsync("Web UI: "), _program) == _program ? "" : _output.Text;
        Assert.True(Address().IsMatch(line), line + _error);
        _client.Dispose();
        _client = new HttpClient { BaseAddress = new Uri(Address().Match(line).Value + "/api/cicada/v1/") };
    }

    private async Task<int> RunAsync(string arguments, Action<LoadTestDefinition> configure, TextWriter output, TextWriter error) => await LoadTest.RunAsync(
        arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        configure,
        new Surroundings
        {
            Output = output,
            Error = error,
            Input = TextReader.Null,
            OpenOutput = () => Stream.Null,
            WorkingFolder = _folder.Path,
            HomeFolder = _folder.Combine("home"),
            ProgramName = "shop",
            Ending = _ending.Token,
        },
        null);

    private async Task<int> EndAsync()
    {
        await _ending.CancelAsync();
        return await _program;
    }

    private async Task<string> StartRunAsync(string request)
    {
        using var answer = await PostAsync("runs", request);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("run").GetString()!;
    }

    // The stream ends when the run's end is in the store; what is said in the terminal follows.
    private async Task EndedAsync(string run)
    {
        using var answer = await _client.GetAsync($"runs/{run}/stream", TestContext.Current.CancellationToken);
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await _output.WaitAsync($"show {run}", "The run was not kept");
    }

    private Task<HttpResponseMessage> PostAsync(string path, string json) =>
        _client.PostAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    private Task<JsonElement> InfoAsync() => GetAsync("info");

    private Task<JsonElement> GetAsync(string path) => _client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    private async Task<JsonElement> SummaryAsync(string run)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RunAsync($"show {run} --json", _ => { }, output, error);
        Assert.True(code == 0, error.ToString());
        return JsonDocument.Parse(output.ToString()).RootElement;
    }

    private async Task<int[]> CountsAsync(params string[] runs)
    {
        List<int> counts = [];
        foreach (var run in runs)
        {
            counts.Add((await SummaryAsync(run)).GetProperty("total").GetProperty("count").GetInt32());
        }

        return [.. counts];
    }

    private async Task<int[]> CodesAsync(params string[] runs)
    {
        await EndAsync();
        List<int> codes = [];
        foreach (var run in runs)
        {
            codes.Add((await SummaryAsync(run)).GetProperty("exit_code").GetInt32());
        }

        return [.. codes];
    }

    [GeneratedRegex("http://127[^ ]+")]
    private static partial Regex Address();

    [GeneratedRegex("(?<=/runs/)[^ \\s]+")]
    private static partial Regex RunId();

    private sealed class WaitingUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(1000);

        [Task]
        public void Look() => Measure("demo", "look").Dispose();
    }

    private sealed class NotedOutput : IOutput
    {
        public List<string> Happened { get; } = [];

        public string Name => "noted";

        public ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken) => Note("open");

        public ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken) => new(new OutputResult(batch.Requests.Length));

        public ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken) => Note("close");

        public ValueTask DisposeAsync() => Note("disposed");

        private ValueTask Note(string what)
        {
            Happened.Add(what);
            return ValueTask.CompletedTask;
        }
    }
}
