using System.Reflection;
using System.Text;
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

    /// <summary>What was written as bytes, which is part of <see cref="Output"/> too.</summary>
    public byte[] OutputBytes { get; private set; } = [];

    public bool OutputIsTerminal { get; set; }

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
        var bytes = new MemoryStream();
        var code = await LoadTest.RunAsync(Split(arguments), configure, Surroundings(output, error, bytes), Program);
        Catch(output, error, bytes);
        return code;
    }

    /// <summary>As the bare tool does.</summary>
    public Task<int> RunToolAsync(string arguments) => RunToolAsync(Split(arguments));

    /// <summary>As the bare tool does, with words that have quotes in them.</summary>
    public async Task<int> RunToolAsync(string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var bytes = new MemoryStream();
        var code = await new CommandLine(Surroundings(output, error, bytes) with { ProgramName = "cicada" }, null).InvokeAsync(words);
        Catch(output, error, bytes);
        return code;
    }

    public void Dispose() => _folder.Dispose();

    private void Catch(StringWriter output, StringWriter error, MemoryStream bytes)
    {
        OutputBytes = bytes.ToArray();
        (Output, Error) = (output + Encoding.UTF8.GetString(OutputBytes), error.ToString());
    }

    private Surroundings Surroundings(TextWriter output, TextWriter error, MemoryStream bytes) => new()
    {
        OpenOutput = () => bytes,
        OutputIsTerminal = OutputIsTerminal,
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
