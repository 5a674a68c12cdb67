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
            return WithoutStore(summary);
        }

        var store = options.Store == RunOptions.DefaultStore ? "" : $" --store {Quoted(options.Store)}";
        var recording = summary.Recording;
        var kept = recording.Stored == recording.Recorded
            ? "Every request is kept"
            : string.Create(CultureInfo.InvariantCulture, $"{recording.Stored:N0} of {recording.Recorded:N0} requests are kept");
        return $"{kept} in {options.Store}. Look at the run again: {Program()} show {summary.Run}{store}";
    }

    // InfluxDB is the only place then: the accounts say what has arrived there.
    private string WithoutStore(RunSummary summary)
    {
        var outputs = options.Influx.Select(influx => (influx.ShownAddress, Summary: summary.Recording.Outputs.FirstOrDefault(output => output.Name == influx.Name)))
            .Where(output => output.Summary is { Recorded: > 0 }).ToArray();
        if (outputs.Length == 0)
        {
            return $"The run was not kept here (--no-store){(options.Influx.Count == 0 ? "" : $"; what was sent is in {string.Join(" and ", options.Influx.Select(influx => influx.ShownAddress))}, as run {summary.Run}")}.";
        }

        return "The run was not kept here (--no-store). " + string.Join(" ", outputs.Select(output => output.Summary!.Stored == output.Summary.Recorded
            ? $"Every request is in {output.ShownAddress}, as run {summary.Run}."
            : string.Create(CultureInfo.InvariantCulture, $"{output.Summary.Stored:N0} of {output.Summary.Recorded:N0} requests are in {output.ShownAddress}, as run {summary.Run}.")));
    }

    // A program that is no file has been started in a way we cannot know; the tool shows the same.
    private string Program() => surroundings.ProgramFile is null ? "cicada" : surroundings.TypedName;

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
