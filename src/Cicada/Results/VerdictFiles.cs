using Cicada.Commands;
using Cicada.Options;

namespace Cicada.Results;

/// <summary>The files about a run for other programs: each is there as a whole or not at all, and one that cannot be written keeps no other away.</summary>
internal sealed class VerdictFiles
{
    private const string StepSummary = "GITHUB_STEP_SUMMARY";

    private readonly List<VerdictFile> _files = [];
    private readonly TimeProvider _clock;
    private readonly (string Option, string Name, string Path)? _report;

    /// <param name="options">Which are wanted.</param>
    /// <param name="surroundings">Where the program runs.</param>
    /// <param name="reportOption">The option that asks for the report, which somebody else writes and which must not have the place of one of these.</param>
    public VerdictFiles(RunOptions options, Surroundings surroundings, string reportOption = "--html")
    {
        _clock = surroundings.Clock;
        _report = options.ReportFile is { } report ? (reportOption, report, surroundings.Resolve(report)) : null;
        foreach (var file in options.SummaryFiles)
        {
            Add(surroundings, "--summary-json", file, (writer, summary, _) => writer.WriteLine(RunSummaryJson.Serialize(summary)));
        }

        Add(surroundings, "--junit", options.JUnitFile, JUnitFile.Write);
        Add(surroundings, "--trx", options.TrxFile, TrxFile.Write);
        Add(surroundings, "--summary-md", options.MarkdownFile, MarkdownFile.Write);
    }

    /// <summary>A sentence for each that cannot be written, before there is anything to write.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var file in _files)
        {
            if (WholeFile.ProblemToCome(file.Path, file.Name, file.Appends) is { } problem)
            {
                yield return problem;
            }
        }

        // A device such as /dev/stdout takes any number of them.
        var all = _files.Select(file => (file.Option, file.Name, file.Path)).Concat(_report is { } report ? [report] : []);
        foreach (var same in all.GroupBy(file => file.Path).Where(group => group.DistinctBy(file => file.Option).Count() > 1 && !group.Key.StartsWith("/dev/", StringComparison.Ordinal)))
        {
            yield return $"The file '{same.First().Name}' is to be written by {string.Join(" and by ", same.Select(file => $"'{file.Option}'").Distinct())}; the last would replace the others. Name a file for each.";
        }
    }

    /// <summary>Writes them.</summary>
    /// <param name="summary">The document of the run.</param>
    /// <param name="setting">What the run was started with.</param>
    /// <returns>A sentence for each that could not be written; the others then say that the exit code is 2.</returns>
    public IReadOnlyList<string> Write(RunSummary summary, VerdictSetting setting)
    {
        // What is appended cannot be taken back, so it comes when all is known.
        var problems = Write(_files.Where(file => !file.Appends), summary, setting);
        var told = problems.Count > 0 ? summary.With(ExitReason.BadOptions, problems) : summary;
        problems.AddRange(Write(_files.Where(file => file.Appends), told, setting));
        if (problems.Count > 0)
        {
            Write(_files.Where(file => !file.Appends), summary.With(ExitReason.BadOptions, problems), setting);
        }

        return problems;
    }

    /// <summary>Writes them about a run that was refused, so that nobody takes those of the run before for its own.</summary>
    /// <param name="plan">What it was to do.</param>
    /// <param name="problems">Why it was refused.</param>
    /// <returns>A sentence for each that could not be written.</returns>
    public IReadOnlyList<string> WriteRefused(Plan plan, IReadOnlyList<string> problems) =>
        Write(_files, RefusedRun.Of(plan, _clock.GetUtcNow(), problems), VerdictSetting.Of(plan));

    /// <summary>Writes them about a run that was judged before: one that cannot be written changes nothing of what the others say.</summary>
    /// <param name="summary">The document of the run.</param>
    /// <param name="setting">What the run was started with.</param>
    /// <returns>A sentence for each that could not be written.</returns>
    public IReadOnlyList<string> WriteLater(RunSummary summary, VerdictSetting setting) => Write(_files, summary, setting);

    /// <summary>Writes those anew that can be replaced.</summary>
    /// <param name="summary">The document of the run, as it is now known.</param>
    /// <param name="setting">What the run was started with.</param>
    /// <returns>A sentence for each that could not be written.</returns>
    public IReadOnlyList<string> WriteAgain(RunSummary summary, VerdictSetting setting) => Write(_files.Where(file => !file.Appends), summary, setting);

    private static List<string> Write(IEnumerable<VerdictFile> files, RunSummary summary, VerdictSetting setting)
    {
        var problems = new List<string>();
        var kept = AsKept(summary);
        foreach (var file in files)
        {
            try
            {
                if (file.Appends)
                {
                    WholeFile.Append(file.Path, file.Name, writer => file.Write(writer, kept, setting));
                }
                else
                {
                    WholeFile.Write(file.Path, file.Name, writer => file.Write(writer, kept, setting));
                }
            }
            catch (PlanException exception)
            {
                problems.AddRange(exception.Problems);
            }
        }

        return problems;
    }

    // The document has moments to the microsecond, and a file that is made of it later has to be the same.
    private static RunSummary AsKept(RunSummary summary) => summary with { Started = ToMicroseconds(summary.Started), Ended = summary.Ended is { } ended ? ToMicroseconds(ended) : null };

    private static DateTimeOffset ToMicroseconds(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

    private void Add(Surroundings surroundings, string option, string? name, Action<TextWriter, RunSummary, VerdictSetting> write)
    {
        if (name is null)
        {
            return;
        }

        var path = surroundings.Resolve(name);
        var appends = surroundings.Variables.TryGetValue(StepSummary, out var step) && step.Length > 0 && surroundings.Resolve(step) == path;
        _files.Add(new VerdictFile(option, name, path, appends, write));
    }
}
