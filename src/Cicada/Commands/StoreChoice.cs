using System.CommandLine;
using Cicada.KeptRuns;
using Cicada.Options;
using Cicada.Storage;

namespace Cicada.Commands;

/// <summary>
/// Which store the commands look into: the one that a load test started here would record into. All that commands learn and change
/// about runs goes through what <see cref="Open(ParseResult, StoreAccess)"/> gives them, so that it alone has to know who owns the file.
/// </summary>
internal sealed class StoreChoice(Surroundings surroundings)
{
    /// <summary>The option, shared by all commands, so that it may stand before a command or behind it.</summary>
    public Option<string[]> Option { get; } = new RunCommandLineOption(RunOptionSpecs.Store) { Recursive = true };

    /// <summary>Opens the store, or reaches the process that has it open.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be opened.</exception>
    public IKeptRuns Open(ParseResult result, StoreAccess access = StoreAccess.Read) => Open(Path(result), surroundings.Clock, access);

    /// <summary>The same, for a file that is known.</summary>
    public static IKeptRuns Open(string path, TimeProvider clock, StoreAccess access = StoreAccess.Read) =>
        OwnedRuns.Reach(path) is { } owned ? owned : new RunsInFile(RunHistory.Open(path, access), clock);

    /// <summary>The file, as it is to be named to a person.</summary>
    public string Path(ParseResult result)
    {
        var layers = ConfigurationPlaces.Read(surroundings, [RunOptionSpecs.Store], null, isShared: true);
        if (result.GetResult(Option) is { Implicit: false })
        {
            layers.AddTyped(RunOptionSpecs.Store.Key, result.GetValue(Option) ?? []);
        }

        var path = layers.Values.GetValueOrDefault(RunOptionSpecs.Store.Key)?.Last ?? RunOptions.DefaultStore;
        return System.IO.Path.IsPathRooted(path) || surroundings.WorkingFolder == Environment.CurrentDirectory ? path : surroundings.Resolve(path);
    }
}
