using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>What the records of the API are called outside, by pages and in the API's description, where that is not their name here.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Others = new()
    {
        [typeof(ComparedRuns)] = "Comparison",
        [typeof(ComparisonSummary)] = "BaselineComparison",
        [typeof(DifferenceSummary)] = "BaselineDifference",
        [typeof(FailureCourse)] = "Failures",
        [typeof(FailureSummary)] = "FailureFigures",
        [typeof(FigureDifference)] = "Difference",
        [typeof(LatencyCourse)] = "LatencyMap",
        [typeof(RecordedEvent)] = "RunEvent",
        [typeof(RecordedLine)] = "LogLine",
        [typeof(RecordedLog)] = "Log",
        [typeof(RegressionSummary)] = "Regression",
        [typeof(RequestSummary)] = "RequestFigures",
        [typeof(RequestTable)] = "Requests",
        [typeof(RequestTimings)] = "Timings",
        [typeof(ResponseDistribution)] = "Distribution",
        [typeof(RunCourse)] = "Series",
        [typeof(RunSetup)] = "Setup",
        [typeof(RunSummary)] = "Summary",
        [typeof(RunTrend)] = "Trend",
        [typeof(ThresholdSummary)] = "Threshold",
    };

    private static readonly Dictionary<Type, IReadOnlyList<string>> Words = new()
    {
        [typeof(ComparedFigure)] = Snake<ComparedFigure>(),
        [typeof(DifferenceMeaning)] = Snake<DifferenceMeaning>(),
        [typeof(MetricKind)] = [.. Enum.GetValues<MetricKind>().Select(kind => kind.ToWord())],
        [typeof(PercentileSource)] = Snake<PercentileSource>(),
        [typeof(RegressionState)] = Snake<RegressionState>(),
        [typeof(RunState)] = [.. Enum.GetValues<RunState>().Select(state => state.ToWord()).Distinct()],
        [typeof(RunVerdict)] = Snake<RunVerdict>(),
        [typeof(ThresholdState)] = [.. Enum.GetValues<ThresholdState>().Select(state => state.ToWord())],
        [typeof(Verdict)] = [.. Enum.GetValues<Verdict>().Select(verdict => verdict.ToWord())],
    };

    public static string Of(Type type) => Others.GetValueOrDefault(type, type.Name);

    /// <summary>The words of what is one of a few; null for anything else.</summary>
    public static IReadOnlyList<string>? WordsOf(Type type) => Words.GetValueOrDefault(type);

    private static IReadOnlyList<string> Snake<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}
