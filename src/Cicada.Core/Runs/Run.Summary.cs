using System.Globalization;
using Cicada.Load;
using Cicada.Metrics;
using Cicada.Outputs;

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
            Transactions = _statistics.Transactions(),
            Checks = Checks.Summarise(),
            Failures = failures,
            UserErrors = _userErrors.Summarise(),
            Metrics = _metrics.Summarise(),
            Arrivals = _arrivals?.Summary,
            Thresholds = _statistics.Thresholds(),
            Limit = (Plan.Shape as LimitSearch)?.Summary,
            Warnings = Warnings(),
            Recording = Accounts(),
        };
        summary = summary with { Verdict = summary.Limit is { FirstBad: not null, LastGood: null } ? Verdict.Failed : Verdicts.Of(summary.Thresholds, GeneratorProblem is not null) };
        return Judge(summary);
    }

    private string? GeneratorProblem => !Plan.GeneratorCheck ? null : _generator.Problem() ?? ArrivalProblem;

    // A load that was asked for and did not come about is none to judge a target by.
    private string? ArrivalProblem => _arrivals?.Summary is { Dropped: > 0 } arrivals
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"The load was not what was asked for: {arrivals.Dropped} of {arrivals.Scheduled} arrivals were dropped, since nobody could take them; there may be {Plan.MaximumUsers} users at a time, and they were busy. Allow more by '--max-users', or ask for fewer arrivals.")
        : null;

    /// <summary>The document with its exit code and what that comes from, as things stand.</summary>
    private RunSummary Judge(RunSummary summary)
    {
        var reasons = ExitReasons.Of(reason => Applies(reason, summary), Plan.ExitCodeOnError);
        return summary with { ExitReasons = reasons, ExitCode = ExitReasons.CodeOf(reasons, Plan.ExitCodeOnError) };
    }

    private bool Applies(ExitReason reason, RunSummary summary) => reason switch
    {
        ExitReason.BadOptions => HandlersFailed || _crash is not null,
        ExitReason.SamplesLost => _endWasLost || Recorder.Dropped > 0 || _collector.LostObservations > 0
            || summary.Recording.Outputs.Any(output => output.Dropped > 0 || output.Rejected > 0 || output.Observations.Dropped > 0 || output.Observations.Rejected > 0),
        ExitReason.ThresholdBroken => summary.Verdict == Verdict.Failed,
        ExitReason.Regression => summary.Comparison?.Holds == false,
        ExitReason.GeneratorLimited => GeneratorProblem is not null,

        // A search for the limit goes on until something fails.
        ExitReason.Failures => summary.Limit is not ({ FirstBad: not null } or { ReachedEnd: true })
            && ((summary.Total.Failures > 0 && !ExitReasons.AllowsFailures(summary)) || summary.UserErrors.Count > 0),
        _ => false,
    };

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

        Runs.Log.Warned(_logger, sentence);
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
                .. Checks.Capped > 0
                    ? [$"Results of checks beyond the first {Checks.Maximum} names, {Checks.Capped} of them, are counted under '{ErrorClass.Other}'. Give a check the same name each time, without ids in it."]
                    : Array.Empty<string>(),
                .. Metrics.Capped > 0
                    ? [$"Metrics beyond the first {Metrics.MaximumMetrics} were asked for {Metrics.Capped} times and are counted under '{ErrorClass.Other}'. Give metrics a name without ids in it, and say the rest by a tag or a field."]
                    : Array.Empty<string>(),
                .. Metrics.CappedValues is > 0 and var capped
                    ? [$"{capped} values of metrics beyond the first {Metrics.MaximumSeries} sets of tags are counted under '{ErrorClass.Other}'. Tags have few values: write ids with Points.Write, as fields."]
                    : Array.Empty<string>(),
                .. Points.Capped is > 0 and var points
                    ? [$"{points} points beyond the first {Points.MaximumSeries} sets of tags of their measurement have '{ErrorClass.Other}' in their tags. Tags have few values: make ids fields."]
                    : Array.Empty<string>(),
                .. _collector.LostObservations is > 0 and var lost
                    ? [$"{lost} points and values of your own were lost: more were written than any output or disk could take. Write fewer, or use a metric, which is counted up each second."]
                    : Array.Empty<string>(),
                .. _crash is { } crash
                    ? [$"The program crashed: a thread of the test's own threw '{crash.GetType().Name}: {crash.Message}', and nobody caught it. The run was ended for it. Catch it there, or await what throws it."]
                    : Array.Empty<string>(),
                .. HandlersFailed ? [Events.Faults.Sentence(Services.FaultsBefore)] : Array.Empty<string>(),
                .. GeneratorProblem is { } limited ? [limited] : Array.Empty<string>(),
                .. GeneratorProblem is null && ArrivalProblem is { } dropped ? [dropped] : Array.Empty<string>(),
                .. _outputs.Select(Waiting).OfType<string>(),
                .. _outputs.SelectMany(output => output.Warnings),
            ];
        }
    }

    /// <summary>What waits for an output on disk, in a sentence; null where nothing does. Where the end of the run waits there, how it is delivered has been said already.</summary>
    private static string? Waiting(OutputLoop output)
    {
        var remedy = output.EndWaitsIn is null ? $" Keep what is there. {output.SpoolRemedy}" : "";
        return output.Counts.Spooled > 0 ? $"{output.Counts.Spooled} samples for the output '{output.Name}' wait in {output.SpoolWhereabouts}.{remedy}"
            : output.HasSpooled && output.EndWaitsIn is null ? $"What was observed beside the samples waits for the output '{output.Name}' in {output.SpoolWhereabouts}.{remedy}"
            : null;
    }
}
