namespace Cicada.Grafana;

/// <summary>
/// Queries about the requests of a run, each in two forms: over the statistics of each second where the run has them, and over single requests where
/// it was sent with <c>--influx-mode raw</c>. The second form leaves out the runs that have statistics, so that nothing is counted twice, and
/// no series of such a run is read.
/// </summary>
/// <param name="Run">The variable with the run.</param>
/// <param name="Statistics">The variable that is the same run when it has statistics, and empty when not.</param>
/// <param name="Request">The variable with the names of requests, or null for all of them together.</param>
internal sealed record RequestQueries(string Run = "run", string Statistics = "stats", string? Request = null)
{
    private const string TimeFilter = "$timeFilter";

    /// <summary>The length of an interval in seconds: what a count is divided by to be a rate.</summary>
    public const string Seconds = "($__interval_ms / 1000)";

    /// <summary>Both forms of a query over time.</summary>
    /// <param name="statistics">What is selected of the statistics.</param>
    /// <param name="requests">What is selected of single requests.</param>
    /// <param name="alias">The series' name.</param>
    /// <param name="success"><c>true</c>, <c>false</c>, or null for both.</param>
    /// <param name="fill">What an interval without points has: <c>0</c> for counts, <c>null</c> for times.</param>
    /// <param name="byName">Whether each name is a series of its own.</param>
    public Target[] OverTime(string statistics, string requests, string alias, string? success = null, string fill = "0", bool byName = false)
    {
        var grouping = $" GROUP BY time($__interval){(byName ? ", \"name\"" : "")} fill({fill})";
        return
        [
            new($"SELECT {statistics} {FromStatistics(success)} AND {TimeFilter}{grouping}", alias),
            new($"SELECT {requests} {FromRequests(success)} AND {TimeFilter}{grouping}", alias),
        ];
    }

    /// <summary>Both forms of a query whose answer is one value.</summary>
    public Target[] Single(string statistics, string requests, string alias, string? success = null) =>
    [
        new($"SELECT {statistics} {FromStatistics(success)} AND {TimeFilter}", alias),
        new($"SELECT {requests} {FromRequests(success)} AND {TimeFilter}", alias),
    ];

    /// <summary>Where the statistics are, with the condition that finds them.</summary>
    public string FromStatistics(string? success = null) =>
        $"FROM {Measurement("request_stats")} WHERE {RunIs} AND {(Request is null ? "\"name\" = '(all)'" : $"{NameIs} AND \"name\" != '(all)'")}{SuccessIs(success)}";

    /// <summary>Where single requests of runs without statistics are, with the condition that finds them.</summary>
    public string FromRequests(string? success = null) =>
        $"FROM {Measurement("requests")} WHERE {RunIs} AND \"run\" !~ /^${{{Statistics}:regex}}$/{(Request is null ? "" : $" AND {NameIs}")}{SuccessIs(success)}";

    /// <summary>A measurement's name behind the board's prefix.</summary>
    public static string Measurement(string name) => $"\"${{prefix}}{name}\"";

    /// <summary>The condition that a tag has the value, or one of the values, of a variable.</summary>
    public static string TagIs(string tag, string variable) => $"\"{tag}\" =~ /^${{{variable}:regex}}$/";

    private string RunIs => TagIs("run", Run);

    private string NameIs => TagIs("name", Request!);

    private static string SuccessIs(string? success) => success is null ? "" : $" AND \"success\" = '{success}'";
}
