using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>Is the candidate better or worse than the base?</summary>
internal static class CompareBoard
{
    private const string Step = "${step:raw}";

    private static readonly string[] Sides = ["base", "candidate"];
    private static readonly string[] Recorded = ["rps", "p50", "p95", "p99"];
    private static readonly (string Field, string Name)[] Compared = [("rps", "Requests/s"), ("p50", "p50"), ("p95", "p95"), ("p99", "p99"), ("failed", "Failed")];

    public static Board Create() => new("cicada-compare", "Cicada: compare", "Is the candidate better or worse than the base? Both runs on the seconds since their start, and each request's figures.", "now-90d")
    {
        Variables =
        [
            RunParts.Tests(),
            Variable.Run("base", "Base", "The run that is compared with; those are offered that are over.", Variable.Values("run_summary", "run", RequestQueries.TagIs("test", "test"))),
            Variable.Run("candidate", "Candidate", "The run that is judged.", Variable.Values("run_summary", "run", RequestQueries.TagIs("test", "test"))),
            Variable.Choice("step", "Step", "Seconds of a point in the charts over elapsed time.", "5", "1", "10", "30", "60", "300"),
            RunParts.Statistics("base_stats", "base"),
            RunParts.Statistics("candidate_stats", "candidate"),
            Started("base"),
            Started("candidate"),
        ],
        Sections =
        [
            ("The two runs", [
                RunParts.Verdict("Base", "What the base ended with, by its exit code.", "base"), Figure("base", "p95", "ms"), Figure("base", "rps", "reqps"),
                RunParts.Verdict("Candidate", "What the candidate ended with, by its exit code.", "candidate"), Figure("candidate", "p95", "ms"), Figure("candidate", "rps", "reqps"),
            ]),
            ("Each request", [Figures()]),
            ("Over the time elapsed", [
                Overlay(
                    "Successful requests per second", "Successful requests a second in each step, over the seconds since the run began; the last step is divided by the seconds it has.", "reqps", "true",
                    "sum(\"count\") / (max(\"elapsed\") - min(\"elapsed\") + 1)", $"count(\"response_time\") / {Step}"),
                Overlay(
                    "Failed requests per second", "Failed requests a second in each step, over the seconds since the run began: those of a step divided by the seconds from its first failure to its last. Nothing is drawn when nothing failed.", "reqps", "false",
                    "sum(\"count\") / (max(\"elapsed\") - min(\"elapsed\") + 1)", $"count(\"response_time\") / {Step}"),
                Overlay(
                    "p95, worst second", "The worst second's p95 of successful requests within each step, over the seconds since the run began; of a run sent without statistics the p95 of the step.", "ms", "true",
                    "max(\"p95\")", "percentile(\"response_time\", 95)"),
                Overlay(
                    "p50, worst second", "The worst second's median of successful requests within each step, over the seconds since the run began; of a run sent without statistics the median of the step.", "ms", "true",
                    "max(\"p50\")", "percentile(\"response_time\", 50)"),
            ]),
        ],
    };

    // When it began, as a text InfluxQL takes for a time: GROUP BY time needs a beginning, and that of the board's range would have nothing to do with the runs.
    private static JsonObject Started(string side) => Variable.Hidden(
        $"{side}_started", $"When the {side} began.", $"SELECT last(\"started\") FROM {RequestQueries.Measurement("runs")} WHERE {RequestQueries.TagIs("run", side)}");

    private static Panel Figure(string side, string field, string unit) => Drawing.Figure(
        $"{(side == "base" ? "Base" : "Candidate")}, {(field == "rps" ? "requests per second" : field)}", $"Over all requests of the whole run that is the {side}, exact.", unit, "lastNotNull",
        new Target($"SELECT last(\"{field}\") FROM {RequestQueries.Measurement("run_summary")} WHERE {RequestQueries.TagIs("run", side)} AND \"name\" = '(all)'", field)) with
    {
        Defaults = new JsonObject { ["decimals"] = 1, ["color"] = Drawing.ByThreshold(), ["thresholds"] = Drawing.Steps((null, "text")) },
    };

    private static Panel Figures()
    {
        var columns = new List<(string, string)> { ("name", "Name"), ("request_type", "Type") };
        var transformations = new List<JsonObject> { Drawing.Transform("merge", []) };
        var overrides = new List<JsonObject> { Drawing.Override("Name", ("links", Drawing.Links(("Both in Cicada", "${cicada:raw}/compare?runs=${base:percentencode},${candidate:percentencode}")))) };
        foreach (var (field, name) in Compared)
        {
            transformations.Add(Drawing.Calculate($"{field}_change", $"candidate_{field}", "-", $"base_{field}"));
            columns.AddRange([($"base_{field}", $"{name}, base"), ($"candidate_{field}", $"{name}, candidate"), ($"{field}_change", $"{name}, change")]);
            if (field != "failed")
            {
                transformations.Add(Drawing.Calculate($"{field}_ratio", $"{field}_change", "/", $"base_{field}"));
                columns.Add(($"{field}_ratio", $"{name}, change in %"));
                overrides.Add(Drawing.Override($"{name}, change in %", [("unit", "percentunit"), ("decimals", 1), .. Judged(moreIsWorse: field != "rps", 0.05, 0.1)]));
            }

            if (field is "rps" or "failed")
            {
                var unit = field == "rps" ? "reqps" : "percentunit";
                overrides.AddRange([
                    Drawing.Override($"{name}, base", ("unit", unit), ("decimals", 2)), Drawing.Override($"{name}, candidate", ("unit", unit), ("decimals", 2)),
                    Drawing.Override($"{name}, change", field == "rps" ? [("unit", unit), ("decimals", 2)] : [("unit", unit), ("decimals", 2), .. Judged(moreIsWorse: true, 0.001, 0.01)]),
                ]);
            }
        }

        transformations.Add(Drawing.Organize(columns, "Time"));
        return Drawing.Table(
            "Base and candidate, each request",
            "Exact figures of both whole runs, (all) being every request together. A change is candidate minus base, in % of the base; red is worse by a tenth or more, orange by a twentieth. "
            + "A request only one of them had has one side only. Whether a difference is more than chance, Cicada's own comparison says: follow the link of a name.",
            "ms",
            [.. Sides.Select(side => new Target(
                string.Join(", ", Recorded.Select(field => $"last(\"{field}\") AS \"{side}_{field}\"").Prepend($"SELECT last(\"failures\") / last(\"count\") AS \"{side}_failed\""))
                + $" FROM {RequestQueries.Measurement("run_summary")} WHERE {RequestQueries.TagIs("run", side)} GROUP BY \"request_type\", \"name\""))]) with
        {
            Height = 11,
            Transformations = transformations,
            Overrides = overrides,
            Defaults = new JsonObject { ["decimals"] = 1 },
        };
    }

    private static (string, JsonNode)[] Judged(bool moreIsWorse, double doubtful, double bad) =>
    [
        ("color", Drawing.ByThreshold()),
        ("thresholds", moreIsWorse
            ? Drawing.Steps((null, Drawing.Green), (-doubtful, "text"), (doubtful, Drawing.Orange), (bad, Drawing.Red))
            : Drawing.Steps((null, Drawing.Red), (-bad, Drawing.Orange), (-doubtful, "text"), (doubtful, Drawing.Green))),
        ("custom.cellOptions", new JsonObject { ["type"] = "color-text" }),
    ];

    // InfluxQL groups by time only, so each run is asked on its own clock with its elapsed time beside; the two are then put together by time, which they need not share,
    // and drawn over the elapsed time. Single requests do not know it: there the counts of users, of the same second, lend theirs.
    private static Panel Overlay(string title, string description, string unit, string success, string statistics, string requests) => Drawing.ElapsedChart(
        title, description, unit,
        [.. Sides.SelectMany(side => OverlayTargets(side, success, statistics, requests))]) with
    {
        Transformations =
        [
            Drawing.Transform("joinByField", new JsonObject { ["byField"] = "Time", ["mode"] = "outer" }),
            Drawing.Transform("calculateField", new JsonObject
            {
                ["mode"] = "reduceRow",
                ["alias"] = "elapsed",
                ["reduce"] = new JsonObject { ["reducer"] = "max", ["include"] = new JsonArray("base_elapsed", "candidate_elapsed") },
                ["replaceFields"] = false,
            }),
            Drawing.Transform("filterByValue", new JsonObject
            {
                ["type"] = "exclude",
                ["match"] = "any",
                ["filters"] = new JsonArray(new JsonObject { ["fieldName"] = "elapsed", ["config"] = new JsonObject { ["id"] = "isNull", ["options"] = new JsonObject() } }),
            }),
            Drawing.Transform("sortBy", new JsonObject { ["fields"] = new JsonObject(), ["sort"] = new JsonArray(new JsonObject { ["field"] = "elapsed", ["desc"] = false }) }),
            // The panel wants each x once.
            Drawing.Transform("groupBy", new JsonObject
            {
                ["fields"] = new JsonObject
                {
                    ["elapsed"] = new JsonObject { ["operation"] = "groupby", ["aggregations"] = new JsonArray() },
                    ["base"] = new JsonObject { ["operation"] = "aggregate", ["aggregations"] = new JsonArray("max") },
                    ["candidate"] = new JsonObject { ["operation"] = "aggregate", ["aggregations"] = new JsonArray("max") },
                },
            }),
            Drawing.Organize([("elapsed", "elapsed"), ("base (max)", "base"), ("candidate (max)", "candidate")]),
        ],
        Overrides = [Drawing.Override("elapsed", ("unit", "s")), Drawing.Coloured("base", "blue"), Drawing.Coloured("candidate", Drawing.Orange)],
        Defaults = new JsonObject { ["min"] = 0, ["noValue"] = "nothing to compare" },
    };

    private static IEnumerable<Target> OverlayTargets(string side, string success, string statistics, string requests)
    {
        var queries = new RequestQueries(side, $"{side}_stats");
        var time = $"time >= '${{{side}_started:raw}}' AND time <= '${{{side}_started:raw}}' + 30d GROUP BY time({Step}s) fill(none)";
        yield return new($"SELECT {statistics} AS \"{side}\", max(\"elapsed\") AS \"{side}_elapsed\" {queries.FromStatistics(success)} AND {time}", IsTable: true);
        yield return new($"SELECT {requests} AS \"{side}\" {queries.FromRequests(success)} AND {time}", IsTable: true);
        yield return new($"SELECT max(\"elapsed\") AS \"{side}_elapsed\" FROM {RequestQueries.Measurement("users")} WHERE {RequestQueries.TagIs("run", side)} AND \"run\" !~ /^${{{side}_stats:regex}}$/ AND {time}", IsTable: true);
    }
}
