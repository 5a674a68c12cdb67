using Cicada.Options;
using Cicada.Runs;

namespace Cicada.Commands;

/// <summary>Where runs are made and carried out.</summary>
internal interface IRunPlace
{
    /// <summary>Makes a run.</summary>
    /// <param name="options">What belongs to it beside its plan.</param>
    /// <param name="plan">What it does.</param>
    /// <param name="watcher">Who watches it, or null.</param>
    /// <param name="faultsBefore">How many times handlers had thrown before it.</param>
    /// <exception cref="PlanException">The plan makes no sense.</exception>
    Run Create(RunOptions options, Plan plan, IRunWatcher? watcher, long faultsBefore);

    /// <summary>Carries it out, to the end of all that is said about it.</summary>
    /// <returns>Its exit code.</returns>
    Task<int> ExecuteAsync(Run run, RunOptions options);

    /// <summary>Writes the files of a run as it stands, where it cannot be waited for any longer.</summary>
    void WriteLast(Run run);
}
