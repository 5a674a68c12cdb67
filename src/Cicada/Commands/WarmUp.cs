using Cicada.Options;
using Cicada.Storage;

namespace Cicada.Commands;

/// <summary>What a run will need and a process has to make first, made on another core while the options are read. Nothing of it can be seen but the time it saves.</summary>
internal static class WarmUp
{
    /// <summary>Begins it, where a run that is kept is about to start and there is another core.</summary>
    /// <param name="args">The program's arguments, not yet understood: a guess is enough.</param>
    /// <returns>Ends when it is done; at once where there is nothing to do.</returns>
    public static Task BeginAsync(IReadOnlyList<string> args) =>
        Environment.ProcessorCount > 1 && args.Contains(RunOptionSpecs.Headless.Name) && !args.Contains(RunOptionSpecs.NoStore.Name) ? Task.Run(StoreWarmUp.Act) : Task.CompletedTask;
}
