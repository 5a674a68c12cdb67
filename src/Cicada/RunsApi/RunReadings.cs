using System.Text.Json.Serialization.Metadata;
using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>The questions about one run that are answered from the store, whether it is on or ended long ago.</summary>
internal static class RunReadings
{
    private static readonly ApiParameter Parts = new("parts", "Which columns are wanted.")
    {
        IsList = true,
        Choices = ["requests", "users", "generator"],
        Default = "requests,users,generator",
    };

    private static readonly ApiParameter Order = new("order", "The slowest requests, or those that failed, the latest first.") { Choices = ["slowest", "failed"], Default = "slowest" };

    private static readonly ApiParameter Count = RunParameters.Whole("count", "How many at most.", 1, 1000, "20");

    private static readonly ApiParameter Exception = new("exception", "Only failures of this error class; with 'order=failed'.") { Example = "http_503" };

    private static readonly ApiParameter FailurePoints = RunParameters.Whole("points", "The most buckets of time.", 1, 2000, "60");

    private static readonly ApiParameter After = RunParameters.Whole("after", "Only lines with a greater number than this.", 0, long.MaxValue);

    private static readonly ApiParameter Level = new("level", "The least serious level that is wanted.") { Choices = LogLevels.Words };

    private static readonly ApiParameter Limit = RunParameters.Whole("limit", "How many lines at most, the oldest.", 1, 10_000, "1000");

    public static IReadOnlyList<IApiEndpoint> Of(RunQuestions questions)
    {
        return
        [
            Reading("series", "The run over time, as columns for charts.", [.. RunParameters.Window, RunParameters.Points, .. RunParameters.Request, Parts], RunsJson.Default.RunCourse,
                (query, arguments) => query.Course(RunParameters.Width(query, arguments, RunParameters.Points), PartsOf(arguments.Texts(Parts)))),
            Reading("latency-map", "How many requests took how long, over time.", [.. RunParameters.Window, RunParameters.Points, .. RunParameters.Request], RunsJson.Default.LatencyCourse,
                (query, arguments) => query.LatencyCourse(RunParameters.Width(query, arguments, RunParameters.Points))),
            Reading("distribution", "How response times are distributed, finely.", [.. RunParameters.Window, .. RunParameters.Request], RunsJson.Default.ResponseDistribution,
                (query, _) => query.Distribution()),
            Reading("samples", "Single requests: the slowest, or those that failed.", [Order, Count, Exception, .. RunParameters.Request, .. RunParameters.Window], RunsJson.Default.Samples,
                (query, arguments) => Samples.Of(Find(query, arguments))),
            Reading("failures", "Failures by kind and request, the most frequent first, each over time.", [.. RunParameters.Window, FailurePoints, .. RunParameters.Request], RunsJson.Default.FailureCourse,
                (query, arguments) => query.FailureCourse(RunParameters.Width(query, arguments, FailurePoints))),
            Reading("timings", "Where the time of requests goes: DNS, connect, TLS, first byte.", RunParameters.Window, RunsJson.Default.RequestTimings,
                (query, _) => query.Timings()),
            Reading("events", "What happened to the run: starts, ends, changes of load, annotations.", [], RunsJson.Default.Events,
                (query, _) => new Events(query.Events())),
            Reading("log", "Messages of the run's process while the run was on, oldest first.", [After, Level, Limit], RunsJson.Default.RecordedLog,
                (query, arguments) => query.Log((long?)arguments.Number(After) ?? -1, arguments.Text(Level), arguments.Whole(Limit))),
        ];

        RunReading<T> Reading<T>(string path, string summary, IReadOnlyList<ApiParameter> parameters, JsonTypeInfo<T> type, Func<RunQuery, ApiArguments, T> read) =>
            new(questions, new("GET", $"runs/{{run}}/{path}", summary) { Parameters = [RunParameters.Run, .. parameters] }, type, read);
    }

    private static IReadOnlyList<RecordedSample> Find(RunQuery query, ApiArguments arguments) => arguments.Text(Order) == "failed"
        ? query.FailedSamples(arguments.Whole(Count), exception: arguments.Text(Exception))
        : query.SlowestSamples(arguments.Whole(Count));

    private static CourseParts PartsOf(IReadOnlyList<string> words) => words.Aggregate(CourseParts.None, (parts, word) => parts | word switch
    {
        "requests" => CourseParts.Requests,
        "users" => CourseParts.Users,
        _ => CourseParts.Generator,
    });
}
