using Cicada.Metrics;

namespace Cicada;

// What a run has to say at its end: figures, accounts, warnings and the exit code.
public sealed partial class Run
{
    private RunSummary Summarise(DateTimeOffset ended)
    {
        var (requests, total, failures) = _statistics.Summarise();
        var summary = new RunSummary
        {
            Run = Id,
            Test = Test,
            State = State,
            ExitCode = null,
            Started = Clock.Start,
            Ended = ended,
            Users = Volatile.Read(ref _peakUsers),
            Host = Host,
            Labels = Plan.RunLabels,
            Note = Plan.Note,
            Requests = requests,
            Total = total,
            Failures = failures,
            UserErrors = _userErrors.Summarise(),
            Warnings = Warnings(),
            Recording = Accounts(),
        };
        return summary with { ExitCode = ExitCodeFor(summary) };
    }

    private int ExitCodeFor(RunSummary summary) =>
        Events.Faults.Count > 0 ? ExitCode.BadOptions
        : summary.Recording.Outputs.Any(output => output.Dropped > 0 || output.Rejected > 0 || output.Observations.Dropped > 0 || output.Observations.Rejected > 0) || Recorder.Dropped > 0 ? ExitCode.SamplesLost
        : summary.Total.Failures > 0 || summary.UserErrors.Count > 0 ? Plan.ExitCodeOnError
        : ExitCode.Success;

    private RecordingSummary Accounts()
    {
        var outputs = _outputs.Select(output => Account(output.Name, output.Counts, output.ObservationCounts)).ToArray();
        var store = Array.Find(outputs, output => output.Name == RecordingSummary.StoreName) ?? Account(RecordingSummary.StoreName, default, default);
        return new RecordingSummary
        {
            Recorded = store.Recorded,
            Stored = store.Stored,
            Spooled = store.Spooled,
            Dropped = store.Dropped,
            Rejected = store.Rejected,
            Outputs = outputs,
        };
    }

    private static OutputSummary Account(string name, RecordingCounts counts, RecordingCounts observations) => new()
    {
        Name = name,
        Recorded = counts.Recorded,
        Stored = counts.Stored,
        Spooled = counts.Spooled,
        Dropped = counts.Dropped,
        Rejected = counts.Rejected,
        Observations = observations,
    };

    private void Warn(string sentence)
    {
        lock (_warnings)
        {
            _warnings.Add(sentence);
        }

        Runs.Log.Warned(Services.Logging.CreateLogger("Cicada.Run"), sentence);
    }

    private IReadOnlyList<string> Warnings()
    {
        lock (_warnings)
        {
            return
            [
                .. _warnings,
                .. Keys.Capped > 0
                    ? [$"{Keys.Capped} requests beyond the first {Keys.MaximumNames} names are counted under '{ErrorClass.Other}'. Give requests a name without ids in it: `name: \"/item/{{id}}\"`."]
                    : Array.Empty<string>(),
                .. Errors.Capped > 0
                    ? [$"{Errors.Capped} failures beyond the first {Errors.Maximum} error classes are counted under '{ErrorClass.Other}'."]
                    : Array.Empty<string>(),
                .. _outputs.Where(output => output.Counts.Spooled == 0 && output.HasSpooled && output.EndWaitsIn is null).Select(output =>
                    $"What was observed beside the samples waits for the output '{output.Name}' in {output.SpoolWhereabouts}. Keep what is there. {output.SpoolRemedy}"),
                .. _outputs.Where(output => output.Counts.Spooled > 0).Select(output =>
                    $"{output.Counts.Spooled} samples for the output '{output.Name}' wait in {output.SpoolWhereabouts}. Keep what is there. {output.SpoolRemedy}"),
                .. _outputs.SelectMany(output => output.Warnings),
            ];
        }
    }
}
