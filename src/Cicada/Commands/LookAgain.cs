using System.Globalization;
using Cicada.Options;

namespace Cicada.Commands;

/// <summary>Says where a run was kept, and what to type to look at it again.</summary>
internal sealed class LookAgain(RunOptions options, Surroundings surroundings)
{
    /// <summary>The sentence.</summary>
    public string Sentence(RunSummary summary)
    {
        if (options.NoStore)
        {
            return "The run was not kept (--no-store).";
        }

        var store = options.Store == RunOptions.DefaultStore ? "" : $" --store {Quoted(options.Store)}";
        var recording = summary.Recording;
        var kept = recording.Stored == recording.Recorded
            ? "Every request is kept"
            : string.Create(CultureInfo.InvariantCulture, $"{recording.Stored:N0} of {recording.Recorded:N0} requests are kept");
        return $"{kept} in {options.Store}. Look at the run again: {Program()} show {summary.Run}{store}";
    }

    // A program that is no file has been started in a way we cannot know; the tool shows the same.
    private string Program() => surroundings.ProgramFile is null ? "cicada" : surroundings.TypedName;

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
