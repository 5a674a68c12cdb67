namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What took place of that which somebody looks at.</summary>
/// <param name="Run">The run.</param>
/// <param name="Situation">What is chosen, and of when.</param>
/// <param name="HasStatistics">Whether the back end has statistics of each second.</param>
internal sealed record RequestSelection(RecordedRun Run, Situation Situation, bool HasStatistics)
{
    private IReadOnlyList<RecordedRequest> All => Run.Within(Situation.Range, HasStatistics);

    /// <summary>How many of all requests there were.</summary>
    /// <param name="success">Of those that succeeded, or failed, or of both.</param>
    public double Count(bool? success = null) => All.Where(one => success is null || one.IsSuccess == success).Sum(one => one.Count);

    /// <summary>How many bytes all requests brought.</summary>
    public double Bytes(bool? success = null) => All.Where(one => success is null || one.IsSuccess == success).Sum(one => one.Bytes);

    /// <summary>The longest time of all requests, in milliseconds.</summary>
    public double Max(bool? success = null) => All.Where(one => success is null || one.IsSuccess == success).Max(one => one.Max);

    /// <summary>The worst 95th percentile of a second, in milliseconds. Only statistics know it.</summary>
    public double WorstP95(bool? success = null) => All.Where(one => success is null || one.IsSuccess == success).Max(one => one.P95);

    /// <summary>How many requests with the names chosen there were.</summary>
    public double CountOfChosen(bool? success = null) => Run.Within(Situation.Range, HasStatistics, Situation.Names).Where(one => success is null || one.IsSuccess == success).Sum(one => one.Count);

    /// <summary>The longest time of the requests with the names chosen that succeeded, in milliseconds.</summary>
    public double MaxOfChosen => Run.Within(Situation.Range, HasStatistics, Situation.Names).Where(one => one.IsSuccess).Max(one => one.Max);

    /// <summary>The worst 95th percentile of a second of the whole run, whatever is chosen; null where it is another run that is chosen, or only single requests are there.</summary>
    /// <param name="run">The run.</param>
    public double? WorstP95OfWhole(RunSummary run) =>
        HasStatistics && Run.Summary == run ? Run.Within(GrafanaScene.Whole(run), hasStatistics: true).Where(one => one.IsSuccess).Max(one => one.P95) : null;

    /// <summary>How many requests failed in the seconds that ended within the range: what is said of failures is said at the end of a second.</summary>
    public double FailuresBySecond => Run.Within(Situation.Range, hasStatistics: true).Where(one => !one.IsSuccess).Sum(one => one.Count);

    /// <summary>The same of those with the names chosen.</summary>
    public double FailuresBySecondOfChosen => Run.Within(Situation.Range, hasStatistics: true, Situation.Names).Where(one => !one.IsSuccess).Sum(one => one.Count);

    /// <summary>How many bytes requests with the names chosen brought.</summary>
    public double BytesOfChosen => Run.Within(Situation.Range, HasStatistics, Situation.Names).Sum(one => one.Bytes);
}
