using System.Globalization;

namespace Cicada.Influx;

/// <content>The points about the run as a whole: its description, and its figures at the end.</content>
public sealed partial class RunPoints
{
    /// <summary>The point that describes a run while it is on.</summary>
    /// <param name="run">What is known of the run.</param>
    /// <param name="timeNanoseconds">When this became known; of two points about a run, the later one holds.</param>
    public Point OfRun(RunDescription run, long timeNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new Point(Names.Runs, [_run, _test], Describe(run), timeNanoseconds);
    }

    /// <summary>The point that describes a run after its end, with its whole document in the field <c>summary</c>.</summary>
    /// <param name="run">What is known of the run.</param>
    /// <param name="summary">Its document.</param>
    /// <param name="timeNanoseconds">When this became known; of two points about a run, the later one holds.</param>
    public Point OfRun(RunDescription run, RunSummary summary, long timeNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(summary);

        // The document has the last word where both speak: it is what a reader will be shown.
        var fields = Describe(run with
        {
            State = summary.State,
            Started = summary.Started,
            Ended = summary.Ended,
            Host = summary.Host,
            Labels = summary.Labels,
            Note = summary.Note,
        });

        if (summary.ExitCode is { } exitCode)
        {
            fields.Integer("exit_code", exitCode);
        }

        fields.TextIfKnown("verdict", summary.Verdict?.ToWord());
        fields.Integer("users", summary.Users);
        fields.Integer("count", summary.Total.Count);
        fields.Integer("failures", summary.Total.Failures);
        fields.Float("rps", summary.Total.Rps);
        fields.Integer("recorded", summary.Recording.Recorded);
        fields.Integer("stored", summary.Recording.Stored);
        fields.Integer("spooled", summary.Recording.Spooled);
        fields.Integer("dropped", summary.Recording.Dropped);
        fields.Integer("rejected", summary.Recording.Rejected);
        fields.Text("summary", RunSummaryJson.Serialize(summary));
        return new Point(Names.Runs, [_run, _test], fields, timeNanoseconds);
    }

    /// <summary>The point that says which labels a run has from now on; what it does not say stays as it was.</summary>
    /// <param name="labels">All of its labels.</param>
    /// <param name="timeNanoseconds">When they were changed, later than every earlier point about the run.</param>
    public Point OfChangedLabels(IReadOnlyDictionary<string, string> labels, long timeNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return OfChange(new PointField(PointNames.Labels, FieldValue.String(JsonText.Of(labels))), timeNanoseconds);
    }

    /// <summary>The point that says which note a run has from now on.</summary>
    /// <param name="note">The note; empty for none.</param>
    /// <param name="timeNanoseconds">When it was changed, later than every earlier point about the run.</param>
    public Point OfChangedNote(string note, long timeNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(note);
        return OfChange(new PointField(PointNames.Note, FieldValue.String(note)), timeNanoseconds);
    }

    /// <summary>The point that says whether a run is the baseline of its test from now on.</summary>
    /// <param name="baseline">Whether it is.</param>
    /// <param name="timeNanoseconds">When that was changed, later than every earlier point about the run.</param>
    public Point OfChangedBaseline(bool baseline, long timeNanoseconds) =>
        OfChange(new PointField(PointNames.Baseline, FieldValue.Boolean(baseline)), timeNanoseconds);

    /// <summary>The final figures: one point for each request, and one for all of them.</summary>
    /// <param name="summary">The run's document.</param>
    /// <param name="timeNanoseconds">The time of all these points: the end of the run.</param>
    public IReadOnlyList<Point> OfSummary(RunSummary summary, long timeNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return [.. summary.Requests.Append(summary.Total).Select(request => OfFigures(request, timeNanoseconds))];
    }

    // Without the field 'state', which every point of the run's own process has: that is how a reader knows a change.
    private Point OfChange(PointField field, long timeNanoseconds) => new(Names.Runs, [_run, _test], [field], timeNanoseconds);

    private Point OfFigures(RequestSummary request, long timeNanoseconds)
    {
        PointTag[] tags =
        [
            _run,
            _test,
            new(PointNames.RequestType, request.RequestType),
            new(PointNames.Name, request.Name),
        ];

        var fields = new FieldList();
        fields.Integer("count", request.Count);
        fields.Integer("failures", request.Failures);
        fields.Float("rps", request.Rps);
        AddTimes(fields, new TimeFigures(
            request.Mean, request.Min, request.Max, request.P50, request.P75, request.P90, request.P95, request.P99, request.P999));
        fields.Integer("bytes", request.Bytes);
        return new Point(Names.RunSummary, tags, fields, timeNanoseconds);
    }

    private static FieldList Describe(RunDescription run)
    {
        var fields = new FieldList();
        fields.Text(PointNames.State, run.State.ToWord());
        fields.Text("started", Rfc3339(run.Started));
        fields.TextIfKnown("ended", run.Ended is { } ended ? Rfc3339(ended) : null);
        fields.TextIfKnown("host", run.Host);
        fields.Text("options", JsonText.Of(run.Options));
        fields.Text(PointNames.Labels, JsonText.Of(run.Labels));
        fields.Text(PointNames.Note, run.Note);
        fields.TextIfKnown("git_revision", run.GitRevision);
        if (run.UserTypes.Count > 0)
        {
            fields.Text("user_types", JsonText.Of(run.UserTypes));
        }

        fields.IntegerIfKnown("seed", run.Seed);
        fields.TextIfKnown("shape", run.Shape);
        fields.TextIfKnown("arrival_rate", run.ArrivalRate);
        fields.IntegerIfKnown("max_users", run.MaximumUsers);
        fields.FloatIfKnown("spawn_rate", run.SpawnRate);
        fields.FloatIfKnown("run_time", run.RunTime?.TotalSeconds);
        fields.TextIfKnown("machine", run.Machine);
        fields.IntegerIfKnown("cores", run.Cores);
        fields.TextIfKnown("runtime", run.Framework);
        fields.TextIfKnown("cicada", run.Cicada);
        fields.TextIfKnown("code_file", run.CodeFile);
        fields.TextIfKnown("code", run.Code);
        return fields;
    }

    // The same form as in the run's document.
    private static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
