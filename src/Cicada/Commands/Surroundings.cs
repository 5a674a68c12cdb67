using System.Collections;
using System.Reflection;
using Microsoft.Win32.SafeHandles;

namespace Cicada.Commands;

/// <summary>What a program finds around itself: its terminal, its folders, its environment, its clock.</summary>
internal sealed record Surroundings
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Opens the output for bytes; what was written to <see cref="Output"/> comes before.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>What a person types answers into.</summary>
    public required TextReader Input { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public bool InputIsTerminal { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public required string WorkingFolder { get; init; }

    public required string HomeFolder { get; init; }

    /// <summary>The program's name without an ending: the test's name unless another is given.</summary>
    public required string ProgramName { get; init; }

    /// <summary>The source file of a file-based program, or null for any other.</summary>
    public string? ProgramFile { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether the writers are those of the process, so that what users' code prints can be led elsewhere.</summary>
    public bool OwnsConsole { get; init; }

    /// <summary>Cancelled when the program shall end in order, as the first Ctrl-C makes it. Never by default.</summary>
    public CancellationToken Ending { get; init; }

    /// <summary>What is typed to start the program: <c>dotnet run test.cs --</c>, or its name.</summary>
    public string TypedName
    {
        get
        {
            if (ProgramFile is null)
            {
                return ProgramName;
            }

            var relative = Path.GetRelativePath(WorkingFolder, ProgramFile);
            var path = relative.StartsWith("..", StringComparison.Ordinal) ? ProgramFile : relative;
            return $"dotnet run {(path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path)} --";
        }
    }

    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess() => new()
    {
        OwnsConsole = true,
        Output = Console.Out,
        Error = Console.Error,
        Input = Console.In,
        OpenOutput = OpenOutputOfProcess,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        InputIsTerminal = !Console.IsInputRedirected,
        Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
        WorkingFolder = Environment.CurrentDirectory,
        HomeFolder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ProgramName = Assembly.GetEntryAssembly()?.GetName().Name ?? "test",
        ProgramFile = AppContext.GetData("EntryPointFilePath") as string,
    };

    // The console's own stream says nothing when the other side of a pipe has gone, and a long export would go on for nobody.
    private static Stream OpenOutputOfProcess() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    /// <summary>The full path of a file named by a user.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, WorkingFolder);
}
