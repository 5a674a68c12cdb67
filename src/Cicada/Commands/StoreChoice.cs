using System.CommandLine;
using Cicada.Options;
using Cicada.Storage;

namespace Cicada.Commands;

/// <summary>
/// Which store the commands look into: the one that a load test started here would record into. All that commands learn and change
/// about runs goes through what <see cref="Open"/> gives them, so that it alone has to know who owns the file.
/// </summary>
internal sealed class StoreChoice(Surroundings surroundings)
{
    /// <summary>The option, shared by all commands, so that it may stand before a command or behind it.</summary>
    public Option<string[]> Option { get; } = new RunCommandLineOption(RunOptionSpecs.Store) { Recursive = true };

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be opened.</exception>
    public RunHistory Open(ParseResult result, StoreAccess access = StoreAccess.Read) => RunHistory.Open(Path(result), access);

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
