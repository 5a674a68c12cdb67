using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>How did this run go?</summary>
internal static class RunBoard
{
    private static readonly RequestQueries Queries = new();
    private static readonly string Run = RequestQueries.TagIs("run", "run");
    private static readonly string NotEnded = "\"run\" !~ /^${ended:regex}$/";

    private static readonly (string Column, string Name)[] FigureColumns =
    [
        ("name", "Name"), ("request_type", "Type"), ("requests", "Requests"), ("failures", "Failures"), ("failed", "Failed"), ("rps", "Requests/s"), ("mean", "Mean"),
        ("p50", "p50"), ("p95", "p95"), ("p99", "p99"), ("max", "Max"), ("bytes", "Received"),
    ];

    public static Board Create() => new("cicada-run", "Cicada: run", "How did this run go? Its verdict, load, response times, failures, and each request.", "now-1h")
    {
        Refresh = "5s",
        Variables = [.. RunParts.Variables(), RunParts.Ended()],
        Marks = [RunParts.Events()],
        Sections =
        [
            ("The run", [
                RunParts.Verdict("Verdict", "What the run ended with, by its exit code; nothing while it is on, or when its process was killed.", "run"),
                Requests(), Failures(), Peak(),
                Percentile("p95", 95), Percentile("p99", 99), Description(),
            ]),
            ("Over time", [
                Load(), RunParts.Percentiles(Queries, "Response times", "true", "successful"), RunParts.FailureRatio(Queries),
                RunParts.Percentiles(Queries, "Response times of failed requests", "false", "failed"),
                RunParts.Statuses(Queries), RunParts.HeatMap(Queries), RunParts.Bytes(Queries), Errors(),
            ]),
            ("Each request", [Figures(), LiveFigures(), FailureTable(), EventTable()]),
        ],
    };

    private static Panel Requests() => Drawing.Figure(
        "Requests", "Requests that came to an end within the range of time, failed ones included.", "locale", "sum",
        Queries.Single("sum(\"count\")", "count(\"response_time\")", "requests"));

    private static Panel Failures() => RunParts.Background(Drawing.Figure(
        "Failed", "The share of failed requests within the range of time.", "percentunit", "lastNotNull",
        Drawing.All(Queries.Single("sum(\"count\")", "count(\"response_time\")", "all"), Queries.Single("sum(\"count\")", "count(\"response_time\")", "failed", "false")))) with
    {
        Transformations =
        [
            Drawing.Transform("joinByField", new JsonObject { ["byField"] = "Time", ["mode"] = "outer" }),
            Drawing.Calculate("failure ratio", "failed", "/", "all"),
            Drawing.Only("Time", "failure ratio"), // without a failure there is no ratio, and the counts must not be taken for one
        ],
        Defaults = new JsonObject
        {
            ["noValue"] = "none",
            ["decimals"] = 2,
            ["color"] = Drawing.ByThreshold(),
            ["thresholds"] = Drawing.Steps((null, Drawing.Green), (0.0001, Drawing.Orange), (0.05, Drawing.Red)),
        },
    };

    private static Panel Peak() => Drawing.Figure(
        "Requests per second, peak", "The highest rate of an interval within the range of time: of a second, when the range is short.", "reqps", "max",
        Queries.OverTime($"sum(\"count\") / {RequestQueries.Seconds}", $"count(\"response_time\") / {RequestQueries.Seconds}", "peak"));

    private static Panel Percentile(string field, int percent) => Drawing.Figure(
        $"Response time, {field}",
        $"The {field} of all requests of the whole run, exact, once the run is over. Until then the worst second's {field} of successful requests within the range of time.",
        "ms", "lastNotNull",
        new Target($"SELECT last(\"{field}\") FROM {RequestQueries.Measurement("run_summary")} WHERE {Run} AND \"name\" = '(all)'", $"{field} of the whole run"),
        new Target($"SELECT max(\"{field}\") {Queries.FromStatistics("true")} AND {NotEnded} AND $timeFilter", $"worst second's {field} so far"),
        new Target($"SELECT percentile(\"response_time\", {percent}) {Queries.FromRequests("true")} AND {NotEnded} AND $timeFilter", $"{field} so far")) with
    {
        Defaults = new JsonObject { ["color"] = Drawing.ByThreshold(), ["thresholds"] = Drawing.Steps((null, "text")), ["decimals"] = 1 },
    };

    private static Panel Description()
    {
        var columns = new[] { ("run", "Run"), ("test", "Test"), ("state", "State"), ("started", "Started"), ("ended", "Ended"), ("users", "Users"), ("host", "Target"), ("git", "Git"), ("labels", "Labels"), ("note", "Note") };
        return Drawing.Table(
            "What was run",
            "The run's description. Its id leads to the run's own time on this board, to the generator's health, to the comparison, and to Cicada's own page.",
            "none",
            new Target($"SELECT last(\"state\") AS \"state\", last(\"started\") AS \"started\", last(\"ended\") AS \"ended\", last(\"users\") AS \"users\", last(\"host\") AS \"host\", "
                + $"last(\"git_revision\") AS \"git\", last(\"labels\") AS \"labels\", last(\"note\") AS \"note\" FROM {RequestQueries.Measurement("runs")} WHERE {Run} GROUP BY \"run\", \"test\"")) with
        {
            Height = 4,
            Transformations = [RunParts.Moments(), Drawing.Organize(columns, "Time")],
            Overrides = [Drawing.Override("Run", ("links", Drawing.Links(
                ("This run's time", RunParts.RunLink("cicada-run", "${__value.raw}")),
                ("Each of its requests", RunParts.RunLink("cicada-request", "${__value.raw}")),
                ("Is the result valid?", RunParts.RunLink("cicada-generator", "${__value.raw}")),
                ("Compare it", "/d/cicada-compare?${DS:queryparam}&${prefix:queryparam}&${cicada:queryparam}&var-candidate=${__value.raw}"),
                ("Its page in Cicada", "${cicada:raw}/runs/${__value.raw}"))))],
        };
    }

    private static Panel Load() => Drawing.Chart(
        "Requests per second and users",
        "Successful and failed requests a second, by when they ended; on the right the users that run and those wanted. The first and last interval are seldom whole, which makes their rates look low.",
        "reqps",
        Drawing.All(
            Queries.OverTime($"sum(\"count\") / {RequestQueries.Seconds}", $"count(\"response_time\") / {RequestQueries.Seconds}", "successful", "true"),
            Queries.OverTime($"sum(\"count\") / {RequestQueries.Seconds}", $"count(\"response_time\") / {RequestQueries.Seconds}", "failed", "false"),
            [
                // Each user type and worker has its own count, so the last of each is added up.
                new($"SELECT sum(\"users\") FROM (SELECT last(\"count\") AS \"users\" FROM {RequestQueries.Measurement("users")} WHERE {Run} AND $timeFilter GROUP BY time($__interval), \"user_class\", \"worker\" fill(none)) WHERE $timeFilter GROUP BY time($__interval) fill(null)", "users"),
                new($"SELECT sum(\"users\") FROM (SELECT last(\"target\") AS \"users\" FROM {RequestQueries.Measurement("users")} WHERE {Run} AND $timeFilter GROUP BY time($__interval), \"user_class\", \"worker\" fill(none)) WHERE $timeFilter GROUP BY time($__interval) fill(null)", "users wanted"),
            ])) with
    {
        Overrides =
        [
            Drawing.Coloured("successful", Drawing.Green), Drawing.Coloured("failed", Drawing.Red), OnTheRight("users", "blue"), OnTheRight("users wanted", "light-blue"),
        ],
    };

    private static Panel Errors() => Drawing.Chart(
        "Failures by kind", "Failed requests a second by their class of error. Nothing is drawn when nothing failed.", "reqps",
        new Target($"SELECT sum(\"occurrences\") / {RequestQueries.Seconds} FROM {RequestQueries.Measurement("failures")} WHERE {Run} AND $timeFilter GROUP BY time($__interval), \"exception\" fill(0)", "$tag_exception")) with
    {
        Defaults = new JsonObject { ["min"] = 0, ["noValue"] = "no failures" },
    };

    private static Panel Figures() => Drawing.Table(
        "Requests of the whole run",
        "The final figures, exact, over all requests of the run, failed ones included, whatever the range of time. Empty while the run is on: see below.",
        "ms",
        new Target("SELECT last(\"count\") AS \"requests\", last(\"failures\") AS \"failures\", last(\"failures\") / last(\"count\") AS \"failed\", last(\"rps\") AS \"rps\", last(\"mean\") AS \"mean\", "
            + "last(\"p50\") AS \"p50\", last(\"p95\") AS \"p95\", last(\"p99\") AS \"p99\", last(\"max\") AS \"max\", last(\"bytes\") AS \"bytes\" "
            + $"FROM {RequestQueries.Measurement("run_summary")} WHERE {Run} GROUP BY \"request_type\", \"name\"")) with
    {
        Height = 10,
        Transformations = [Drawing.Organize(FigureColumns, "Time")],
        Overrides = FigureOverrides(),
        Defaults = new JsonObject { ["decimals"] = 1, ["noValue"] = "the run is on" },
    };

    private static Panel LiveFigures() => Drawing.Table(
        "Requests within the range of time",
        "Counts are exact. Percentiles are the worst second's of successful requests, for percentiles of seconds cannot be put together; of a run sent without statistics they are exact, and there is no row for all together.",
        "ms",
        [
            new($"SELECT sum(\"count\") AS \"requests\", sum(\"bytes\") AS \"bytes\" FROM {RequestQueries.Measurement("request_stats")} WHERE {Run} AND $timeFilter GROUP BY \"request_type\", \"name\""),
            new($"SELECT sum(\"count\") AS \"failures\" FROM {RequestQueries.Measurement("request_stats")} WHERE {Run} AND \"success\" = 'false' AND $timeFilter GROUP BY \"request_type\", \"name\""),
            new($"SELECT max(\"p50\") AS \"p50\", max(\"p95\") AS \"p95\", max(\"p99\") AS \"p99\", max(\"max\") AS \"max\" FROM {RequestQueries.Measurement("request_stats")} WHERE {Run} AND \"success\" = 'true' AND $timeFilter GROUP BY \"request_type\", \"name\""),
            new($"SELECT count(\"response_time\") AS \"requests\", sum(\"response_length\") AS \"bytes\" {Queries.FromRequests()} AND $timeFilter GROUP BY \"request_type\", \"name\""),
            new($"SELECT count(\"response_time\") AS \"failures\" {Queries.FromRequests("false")} AND $timeFilter GROUP BY \"request_type\", \"name\""),
            new($"SELECT percentile(\"response_time\", 50) AS \"p50\", percentile(\"response_time\", 95) AS \"p95\", percentile(\"response_time\", 99) AS \"p99\", max(\"response_time\") AS \"max\" {Queries.FromRequests("true")} AND $timeFilter GROUP BY \"request_type\", \"name\""),
        ]) with
    {
        Height = 10,
        Transformations =
        [
            Drawing.Transform("merge", []),
            Drawing.Calculate("failed", "failures", "/", "requests"),
            Drawing.Organize(FigureColumns, "Time"),
        ],
        Overrides = FigureOverrides(),
        Defaults = new JsonObject { ["decimals"] = 1 },
    };

    private static IReadOnlyList<JsonObject> FigureOverrides() =>
    [
        Drawing.Override("Requests", ("unit", "locale"), ("decimals", 0)),
        Drawing.Override("Failures", ("unit", "locale"), ("decimals", 0)),
        Drawing.Override(
            "Failed", ("unit", "percentunit"), ("decimals", 2), ("color", Drawing.ByThreshold()),
            ("thresholds", Drawing.Steps((null, "text"), (0.0001, Drawing.Orange), (0.05, Drawing.Red))),
            ("custom.cellOptions", new JsonObject { ["type"] = "color-text" })),
        Drawing.Override("Requests/s", ("unit", "reqps")),
        Drawing.Override("Received", ("unit", "bytes")),
        Drawing.Override("Name", ("custom.minWidth", 200), ("links", Drawing.Links(("This request", "/d/cicada-request?${DS:queryparam}&${prefix:queryparam}&${cicada:queryparam}&${run:queryparam}&var-request=${__value.raw:percentencode}&${__url_time_range}")))),
    ];

    private static Panel FailureTable() => Drawing.Table(
        "What failed", "Failed requests within the range of time by name and class of error, with the text of the last one. Empty when nothing failed.", "none",
        new Target($"SELECT sum(\"occurrences\") AS \"occurrences\", last(\"message\") AS \"message\" FROM {RequestQueries.Measurement("failures")} WHERE {Run} AND $timeFilter GROUP BY \"request_type\", \"name\", \"exception\"")) with
    {
        Transformations = [Drawing.Organize([("name", "Name"), ("request_type", "Type"), ("exception", "Error"), ("occurrences", "Occurrences"), ("message", "Message")], "Time")],
        Overrides = [Drawing.Override("Occurrences", ("unit", "locale"))],
        Defaults = new JsonObject { ["noValue"] = "no failures" },
    };

    private static Panel EventTable() => Drawing.Table(
        "What happened", "The run's events within the range of time: start, changes of the load, thresholds, stop. They are marked in the charts as well.", "none",
        new Target($"SELECT \"type\", \"title\", \"text\" FROM {RequestQueries.Measurement("events")} WHERE {Run} AND $timeFilter")) with
    {
        Transformations = [Drawing.Organize([("Time", "Time"), ("type", "Kind"), ("title", "Event"), ("text", "Details")])],
        Overrides = [Drawing.Override("Time", ("unit", "dateTimeAsLocal"))],
    };

    private static JsonObject OnTheRight(string series, string colour) => Drawing.Override(
        series,
        ("color", new JsonObject { ["mode"] = "fixed", ["fixedColor"] = colour }),
        ("unit", "short"),
        ("custom.axisPlacement", "right"),
        ("custom.fillOpacity", 0));
}
