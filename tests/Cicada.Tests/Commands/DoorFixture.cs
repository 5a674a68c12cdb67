using System.Reflection;
using Cicada.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>A load test in a folder of its own, run as a program would run it, with its outputs caught.</summary>
internal sealed class DoorFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Dictionary<string, string> Variables { get; } = [];

    public Assembly? Program { get; set; }

    public string Typed { get; set; } = "";

    public bool InputIsTerminal { get; set; }

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string[] Problems => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public string Store => _folder.Combine("cicada.duckdb");

    public string PathOf(string name) => _folder.Combine(name);

    public string Read(string name) => File.ReadAllText(_folder.Combine(name));

    public void WriteFile(string name, string text) => _folder.Write(name, text);

    public async Task<int> RunAsync(string arguments, Action<LoadTestDefinition>? configure = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await LoadTest.RunAsync(Split(arguments), configure, Surroundings(output, error), Program);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>As the bare tool does.</summary>
    public Task<int> RunToolAsync(string arguments) => RunToolAsync(Split(arguments));

    /// <summary>As the bare tool does, with words that have quotes in them.</summary>
    public async Task<int> RunToolAsync(string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new CommandLine(Surroundings(output, error) with { ProgramName = "cicada" }, null).InvokeAsync(words);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public void Dispose() => _folder.Dispose();

    private Surroundings Surroundings(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        Input = new StringReader(Typed),
        InputIsTerminal = InputIsTerminal,
        Variables = Variables,
        WorkingFolder = _folder.Path,
        HomeFolder = _folder.Combine("home"),
        ProgramName = "shop",
    };

    // As a shell does it: blanks separate, single quotes keep together.
    private static string[] Split(string arguments)
    {
        var words = new List<string>();
        var parts = arguments.Split('\'');
        for (var i = 0; i < parts.Length; i++)
        {
            words.AddRange(i % 2 == 1 ? [parts[i]] : parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return [.. words];
    }
}
