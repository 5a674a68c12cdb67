using System.Text.RegularExpressions;
using Cicada.Commands;

namespace Cicada.WebUi.Tests.Programs;

/// <summary>A load test with its web UI, run in this process as its program would run it: its store in a folder that goes away with it.</summary>
internal sealed partial class WebUiProgram : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly AnnouncedOutput _output = new();
    private readonly StringWriter _error = new();
    private Task<int> _running = Task.FromResult(0);

    private WebUiProgram()
    {
    }

    /// <summary>Where the UI is, as the program said it.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>What the program has written so far.</summary>
    public string Output => _output.ToString();

    /// <summary>Starts a load test; completes when it has said where its web UI is.</summary>
    /// <param name="arguments">Its arguments, beside a store and a free port.</param>
    /// <param name="configure">What its program says.</param>
    public static Task<WebUiProgram> StartAsync(string[] arguments, Action<LoadTestDefinition> configure) =>
        StartAsync((program, surroundings) => LoadTest.RunAsync(
            ["--store", program._folder.Combine("cicada.duckdb"), "--web-port", "0", "--no-generator-check", .. arguments], configure, surroundings, typeof(WebUiProgram).Assembly));

    /// <summary>Serves a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="arguments">More arguments of <c>serve</c>.</param>
    public static Task<WebUiProgram> ServeAsync(string store, params string[] arguments) => ServeAsync(store, [], arguments);

    /// <summary>Serves a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="variables">Variables of the environment.</param>
    /// <param name="arguments">More arguments of <c>serve</c>.</param>
    public static Task<WebUiProgram> ServeAsync(string store, Dictionary<string, string> variables, params string[] arguments) => StartAsync((_, surroundings) =>
        new CommandLine(surroundings with { ProgramName = "cicada", Variables = variables }, null).InvokeAsync(["serve", "--store", store, "--port", "0", .. arguments]));

    /// <summary>A client whose base address is that of the HTTP API.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = new Uri(Address, "api/cicada/v1/") };

    /// <summary>Ends the program as Ctrl-C does, and returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _ending.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _ending.Dispose();
        _folder.Dispose();
    }

    /// <summary>What a program finds around itself whose folder this is and that nobody types at.</summary>
    internal static Surroundings SurroundingsIn(TemporaryFolder folder, TextWriter output, TextWriter error) => new()
    {
        OpenOutput = () => new MemoryStream(),
        Output = output,
        Error = error,
        Input = TextReader.Null,
        WorkingFolder = folder.Path,
        HomeFolder = folder.Path,
        ProgramName = "shop",
    };

    private static async Task<WebUiProgram> StartAsync(Func<WebUiProgram, Surroundings, Task<int>> run)
    {
        var program = new WebUiProgram();
        var announced = program._output.WaitForAsync(AddressPattern());
        program._running = Task.Run(() => run(program, program.Surroundings()));
        if (await Task.WhenAny(announced, program._running) != announced)
        {
            throw new InvalidOperationException($"The program ended with {await program._running} before it said where its web UI is. It wrote:\n{program.Output}\n{program._error}");
        }

        program.Address = new Uri((await announced).Groups["address"].Value.TrimEnd('/') + "/");
        return program;
    }

    private Surroundings Surroundings() => SurroundingsIn(_folder, _output, _error) with { Ending = _ending.Token };

    [GeneratedRegex(@"(?:Web UI: |Listening on )(?<address>https?://[^\s,]+)")]
    private static partial Regex AddressPattern();

    /// <summary>Keeps what is written, and tells when something has been.</summary>
    private sealed class AnnouncedOutput : StringWriter
    {
        private readonly Lock _gate = new();
        private readonly List<(Regex Pattern, TaskCompletionSource<Match> Found)> _waiting = [];

        public Task<Match> WaitForAsync(Regex pattern)
        {
            lock (_gate)
            {
                var found = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((pattern, found));
                Look();
                return found.Task;
            }
        }

        public override void Write(char value)
        {
            lock (_gate)
            {
                base.Write(value);
            }
        }

        public override void Write(char[] buffer, int index, int count)
        {
            lock (_gate)
            {
                base.Write(buffer, index, count);
                Look();
            }
        }

        public override void Write(string? value)
        {
            lock (_gate)
            {
                base.Write(value);
                Look();
            }
        }

        public override string ToString()
        {
            lock (_gate)
            {
                return base.ToString();
            }
        }

        // Only whole lines: an address may still be going on.
        private void Look()
        {
            var text = base.ToString();
            var lines = text[..(text.LastIndexOf('\n') + 1)];
            foreach (var (pattern, found) in _waiting)
            {
                if (pattern.Match(lines) is { Success: true } match)
                {
                    found.TrySetResult(match);
                }
            }
        }
    }
}
