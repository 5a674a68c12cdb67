using System.Globalization;
using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>What more than one board says of a run: its verdict, its charts, its variables.</summary>
internal static class RunParts
{
    /// <summary>That a run's exit code is shown as what it means.</summary>
    public static JsonObject VerdictWords() => Drawing.Words(
        ("0", "good", Drawing.Green),
        ("1", "failures", Drawing.Orange),
        ("2", "not carried out", Drawing.Red),
        ("3", "threshold broken", Drawing.Red),
        ("4", "slower than its baseline", Drawing.Red),
        ("5", "limited by the generator", Drawing.Red),
        ("6", "samples lost", Drawing.Red));

    /// <summary>How the run in a variable ended.</summary>
    public static Panel Verdict(string title, string description, string variable) =>
        Background(Drawing.Figure(title, description, "none", "lastNotNull", new Target(
            $"SELECT last(\"exit_code\") FROM {RequestQueries.Measurement("runs")} WHERE {RequestQueries.TagIs("run", variable)}", "verdict"))) with
        {
            Defaults = new JsonObject
            {
                ["mappings"] = new JsonArray(VerdictWords()),
                ["noValue"] = "no verdict yet",
                ["color"] = Drawing.ByThreshold(),
                ["thresholds"] = Drawing.Steps((null, "text")),
            },
        };

    /// <summary>A figure whose background has its colour.</summary>
    public static Panel Background(Panel figure)
    {
        var options = figure.Options.DeepClone().AsObject();
        options["colorMode"] = "background";
        return figure with { Options = options };
    }

    /// <summary>The percentiles of each interval.</summary>
    public static Panel Percentiles(RequestQueries queries, string title, string success, string whose) => Drawing.Chart(
        title,
        $"Response times of {whose} requests, each line the worst second's percentile within the interval: percentiles of seconds are not averaged. "
        + "At an interval of 1 s they are exact; those of the whole run are in the tables. For a run sent without statistics each is the percentile of all requests of the interval.",
        "ms",
        queries.OverTime(
            "max(\"p50\") AS \"p50\", max(\"p90\") AS \"p90\", max(\"p95\") AS \"p95\", max(\"p99\") AS \"p99\", max(\"p999\") AS \"p99.9\", max(\"max\") AS \"max\"",
            "percentile(\"response_time\", 50) AS \"p50\", percentile(\"response_time\", 90) AS \"p90\", percentile(\"response_time\", 95) AS \"p95\", "
            + "percentile(\"response_time\", 99) AS \"p99\", percentile(\"response_time\", 99.9) AS \"p99.9\", max(\"response_time\") AS \"max\"",
            "$col",
            success,
            "null"));

    /// <summary>The share of failed requests.</summary>
    public static Panel FailureRatio(RequestQueries queries) => Drawing.Chart(
        "Failure ratio",
        "Failed requests of all, in each interval. Nothing is drawn where there were no requests.",
        "percentunit",
        Drawing.All(
            queries.OverTime("sum(\"count\")", "count(\"response_time\")", "all", fill: "null"),
            queries.OverTime("sum(\"count\")", "count(\"response_time\")", "failed", "false"))) with
    {
        Transformations =
        [
            Drawing.Transform("joinByField", new JsonObject { ["byField"] = "Time", ["mode"] = "outer" }),
            Drawing.Calculate("failure ratio", "failed", "/", "all"),
            Drawing.Only("Time", "failure ratio"), // without a failure there is no ratio, and the counts must not be taken for one
        ],
        Overrides = [Drawing.Coloured("failure ratio", Drawing.Red)],
        Defaults = new JsonObject { ["min"] = 0, ["noValue"] = "no failures" },
    };

    /// <summary>Answers by the class of their status.</summary>
    public static Panel Statuses(RequestQueries queries) => Stacked(Drawing.Chart(
        "Answers by status",
        "Requests a second by the class of their HTTP status; none: those without an answer, and those that are no HTTP.",
        "reqps",
        [
            new($"SELECT {string.Join(", ", StatusClasses().Select(one => $"sum(\"status_{one}\") / {RequestQueries.Seconds} AS \"{one}\""))} {queries.FromStatistics()} AND $timeFilter GROUP BY time($__interval) fill(0)", "$col"),
            new($"SELECT (count(\"response_time\") - count(\"status_code\")) / {RequestQueries.Seconds} {queries.FromRequests()} AND $timeFilter GROUP BY time($__interval) fill(0)", "none"),
            .. Enumerable.Range(1, 5).Select(status => new Target(
                $"SELECT count(\"status_code\") / {RequestQueries.Seconds} {queries.FromRequests()} AND \"status_code\" >= {status}00 AND \"status_code\" < {status + 1}00 AND $timeFilter GROUP BY time($__interval) fill(0)",
                $"{status}xx")),
        ])) with
    {
        Overrides =
        [
            Drawing.Coloured("none", "purple"), Drawing.Coloured("1xx", "blue"), Drawing.Coloured("2xx", Drawing.Green),
            Drawing.Coloured("3xx", Drawing.Yellow), Drawing.Coloured("4xx", Drawing.Orange), Drawing.Coloured("5xx", Drawing.Red),
        ],
    };

    /// <summary>The distribution of response times over time.</summary>
    public static Panel HeatMap(RequestQueries queries)
    {
        var bounds = LatencyBuckets.UpperBounds.Select(bound => bound.ToString(CultureInfo.InvariantCulture)).ToArray();
        var columns = bounds.Select(bound => $"sum(\"le_{bound}\") AS \"{bound}\"").Append("sum(\"le_inf\") AS \"+Inf\"");
        var requests = bounds.Append("+Inf").Select((bound, index) => new Target(
            $"SELECT count(\"response_time\") {queries.FromRequests()}"
            + $"{(index == 0 ? "" : $" AND \"response_time\" > {bounds[index - 1]}")}{(index == bounds.Length ? "" : $" AND \"response_time\" <= {bound}")}"
            + " AND $timeFilter GROUP BY time($__interval) fill(0)",
            bound));
        return Drawing.HeatMap(
            "Distribution of response times",
            "How many requests, failed ones included, took how long: each row counts those up to its number of milliseconds and above the row below. Two bands are two populations, which no percentile shows.",
            [new($"SELECT {string.Join(", ", columns)} {queries.FromStatistics()} AND $timeFilter GROUP BY time($__interval) fill(0)", "$col"), .. requests]);
    }

    /// <summary>The size of answers.</summary>
    public static Panel Bytes(RequestQueries queries) => Drawing.Chart(
        "Received",
        "Bytes of the answers' bodies a second.",
        "Bps",
        queries.OverTime($"sum(\"bytes\") / {RequestQueries.Seconds}", $"sum(\"response_length\") / {RequestQueries.Seconds}", "received"));

    /// <summary>A chart whose series stand on one another.</summary>
    public static Panel Stacked(Panel chart)
    {
        var custom = chart.Custom.DeepClone().AsObject();
        custom["stacking"] = new JsonObject { ["mode"] = "normal", ["group"] = "A" };
        custom["fillOpacity"] = 60;
        custom["lineWidth"] = 0;
        return chart with { Custom = custom };
    }

    /// <summary>What happened to the run, as marks on the axis of time.</summary>
    public static (string Name, string Colour, string Query) Events() =>
        ("Events of the run", "blue", $"SELECT \"title\", \"type\" FROM {RequestQueries.Measurement("events")} WHERE {RequestQueries.TagIs("run", "run")} AND $timeFilter");

    /// <summary>The variables test and run, and what follows from them.</summary>
    public static IReadOnlyList<JsonObject> Variables() =>
    [
        Tests(),
        Variable.Run("run", "Run", "The newest first.", Variable.Values("runs", "run", RequestQueries.TagIs("test", "test"))),
        Statistics("stats", "run"),
    ];

    /// <summary>The variable with tests.</summary>
    public static JsonObject Tests() => Variable.Several("test", "Test", "The tests whose runs are offered.", Variable.Values("runs", "test"));

    /// <summary>The hidden variable that says whether a run has statistics.</summary>
    public static JsonObject Statistics(string name, string run) => Variable.Hidden(
        name, "The same run when it has statistics of each second; empty when it was sent as single requests only.", Variable.Values("request_stats", "run", RequestQueries.TagIs("run", run)));

    /// <summary>The hidden variable that says whether a run has its final figures.</summary>
    public static JsonObject Ended() => Variable.Hidden(
        "ended", "The same run when it has its final figures; empty while it is on.", Variable.Values("run_summary", "run", RequestQueries.TagIs("run", "run")));

    /// <summary>The way to a board with a run and its time.</summary>
    public static string RunLink(string board, string run) =>
        $"/d/{board}?${{DS:queryparam}}&${{prefix:queryparam}}&${{cicada:queryparam}}&var-run={run}"
        + "&from=${__data.fields[\"Started\"].numeric}&to=${__data.fields[\"Ended\"].numeric}";

    /// <summary>That texts of moments become times, for people in their own zone and for links as numbers.</summary>
    public static JsonObject Moments() => Drawing.Transform("convertFieldType", new JsonObject
    {
        ["fields"] = new JsonObject(),
        ["conversions"] = new JsonArray(
            new JsonObject { ["targetField"] = "started", ["destinationType"] = "time" },
            new JsonObject { ["targetField"] = "ended", ["destinationType"] = "time" }),
    });

    private static IEnumerable<string> StatusClasses() => ["none", "1xx", "2xx", "3xx", "4xx", "5xx"];
}
