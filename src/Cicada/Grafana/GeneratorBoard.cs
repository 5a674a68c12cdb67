using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>Is the result valid, or did the load generator measure itself?</summary>
internal static class GeneratorBoard
{
    private static readonly string[] Accounts = ["recorded", "spooled", "dropped", "rejected"];
    private static readonly string Which = $"{RequestQueries.TagIs("run", "run")} AND {RequestQueries.TagIs("worker", "worker")}";

    public static Board Create() => new("cicada-generator", "Cicada: generator", "Is the result valid, or did the load generator measure itself? What it had left, and whether it kept everything.", "now-1h")
    {
        Refresh = "5s",
        Variables =
        [
            RunParts.Tests(),
            Variable.Run("run", "Run", "The newest first.", Variable.Values("runs", "run", RequestQueries.TagIs("test", "test"))),
            Variable.Several("worker", "Worker", "The processes that made the load.", Variable.Values("generator", "worker", RequestQueries.TagIs("run", "run"))),
        ],
        Marks = [RunParts.Events()],
        Sections =
        [
            ("Is the result valid?", [Valid(), RunParts.Verdict("Verdict", "What the run ended with, by its exit code; nothing while it is on.", "run"), Line()]),
            ("What the generator had left", [
                Chart("Processor", "The share of all cores it may use. Above 90 % for long, response times are its own and not the target's.", "percent", "max(\"cpu\")", Drawing.Steps((null, Drawing.Green), (80, Drawing.Orange), (90, Drawing.Red)), 100),
                Chart("Lateness", "By how much timers went off too late, the p99 of each second and the worst in the interval. Users start their tasks that much later than they meant to.", "ms", "max(\"scheduler_lateness_p99\")", Drawing.Steps((null, Drawing.Green), (10, Drawing.Orange), (100, Drawing.Red))),
                Chart("Pauses of garbage collection", "Milliseconds of a second in which the whole generator stood still; the worst second in the interval.", "ms", "max(\"gc_pause\")", Drawing.Steps((null, Drawing.Green), (50, Drawing.Orange), (200, Drawing.Red))),
                Chart("Waiting work", "What waited for a thread of the pool; the most in the interval.", "short", "max(\"thread_pool_queue\")", Drawing.Steps((null, Drawing.Green), (100, Drawing.Orange), (1000, Drawing.Red))),
                Chart("Memory", "Memory of the process; the most in the interval.", "bytes", "max(\"memory\")", null),
                Chart("Connections", "Connections that were open; the most in the interval.", "short", "max(\"connections\")", null),
            ]),
            ("What became of the samples", [Recording(), Users()]),
        ],
    };

    private static Panel Valid() => RunParts.Background(Drawing.Figure(
        "Is the result valid?",
        "The worst of each within the range of time. All green: the target was measured. Orange: look closer. Red: the load generator limited the run, or did not keep all of it; the response times are not the target's alone.",
        "none", "max",
        Value("max(\"cpu\")", "processor"), Value("max(\"scheduler_lateness_p99\")", "lateness"), Value("max(\"gc_pause\")", "pauses"),
        // Counts of the run so far, of each worker: the highest of each, added up.
        new Target($"SELECT sum(\"lost\") FROM (SELECT max(\"dropped\") + max(\"rejected\") AS \"lost\" FROM {RequestQueries.Measurement("generator")} WHERE {Which} AND $timeFilter GROUP BY \"worker\") WHERE $timeFilter", "samples lost"))) with
    {
        Width = 14,
        Overrides =
        [
            Judged("processor", 80, 90), Judged("lateness", 10, 100), Judged("pauses", 50, 200),
            Drawing.Override("samples lost", ("mappings", new JsonArray(Drawing.Range(null, 0, "none", Drawing.Green, 0), Drawing.Range(1, null, "lost", Drawing.Red, 1)))),
        ],
    };

    private static Panel Line() => new(
        "state-timeline", "When it was tight", "The same measures over time: green is good, orange is worth a look, red makes that part of the run doubtful. The worst second in each interval.", "none")
    {
        Width = 24,
        Height = 6,
        Targets = [OverTime("max(\"cpu\")", "processor"), OverTime("max(\"scheduler_lateness_p99\")", "lateness"), OverTime("max(\"gc_pause\")", "pauses"), OverTime("max(\"thread_pool_queue\")", "waiting work")],
        Options = new JsonObject
        {
            ["mergeValues"] = true,
            ["showValue"] = "never",
            ["alignValue"] = "left",
            ["rowHeight"] = 0.8,
            ["legend"] = new JsonObject { ["displayMode"] = "list", ["placement"] = "bottom", ["showLegend"] = true, ["calcs"] = new JsonArray() },
            ["tooltip"] = new JsonObject { ["mode"] = "single", ["sort"] = "none" },
        },
        Custom = new JsonObject { ["fillOpacity"] = 70, ["lineWidth"] = 0, ["spanNulls"] = false },
        Defaults = new JsonObject { ["color"] = Drawing.ByThreshold() },
        Overrides = [Limits("processor", "percent", 80, 90), Limits("lateness", "ms", 10, 100), Limits("pauses", "ms", 50, 200), Limits("waiting work", "short", 100, 1000)],
    };

    private static Panel Recording() => Drawing.Chart(
        "Samples", "Requests handed over to the store, or to the first output of a run without one, so far: recorded = stored + spooled + dropped + rejected. Dropped and rejected must be 0; spooled goes back to 0 when the output keeps up again.", "locale",
        Drawing.All([.. Accounts.Select(Samples)])) with
    {
        Overrides = [Drawing.Coloured("recorded", Drawing.Green), Drawing.Coloured("spooled", Drawing.Yellow), Drawing.Coloured("dropped", Drawing.Red), Drawing.Coloured("rejected", "dark-red")],
    };

    private static Panel Users() => Drawing.Chart(
        "Users by worker", "Users that run, by worker: they should be spread evenly. The last count in each interval.", "short",
        new Target($"SELECT sum(\"users\") FROM (SELECT last(\"count\") AS \"users\" FROM {RequestQueries.Measurement("users")} WHERE {Which} AND $timeFilter GROUP BY time($__interval), \"worker\", \"user_class\" fill(none)) WHERE $timeFilter GROUP BY time($__interval), \"worker\" fill(null)", "$tag_worker"));

    // A count that only grows is that of each worker; together they are its sum.
    private static Target[] Samples(string field) =>
        [new($"SELECT sum(\"samples\") FROM (SELECT last(\"{field}\") AS \"samples\" FROM {RequestQueries.Measurement("generator")} WHERE {Which} AND $timeFilter GROUP BY time($__interval), \"worker\" fill(none)) WHERE $timeFilter GROUP BY time($__interval) fill(null)", field)];

    private static Panel Chart(string title, string description, string unit, string select, JsonObject? limits, int? most = null)
    {
        var chart = Drawing.Chart(title, description, unit, new Target(
            $"SELECT {select} FROM {RequestQueries.Measurement("generator")} WHERE {Which} AND $timeFilter GROUP BY time($__interval), \"worker\" fill(null)", "$tag_worker"));
        var (custom, defaults) = (chart.Custom.DeepClone().AsObject(), chart.Defaults.DeepClone().AsObject());
        if (limits is not null)
        {
            custom["thresholdsStyle"] = new JsonObject { ["mode"] = "dashed" };
            defaults["thresholds"] = limits;
        }

        if (most is { } highest)
        {
            defaults["max"] = highest;
        }

        return chart with { Width = 8, Custom = custom, Defaults = defaults };
    }

    private static Target Value(string select, string alias) => new($"SELECT {select} FROM {RequestQueries.Measurement("generator")} WHERE {Which} AND $timeFilter", alias);

    private static Target OverTime(string select, string alias) =>
        new($"SELECT {select} FROM {RequestQueries.Measurement("generator")} WHERE {Which} AND $timeFilter GROUP BY time($__interval) fill(null)", alias);

    private static JsonObject Judged(string series, double doubtful, double bad) => Drawing.Override(
        series,
        ("color", Drawing.ByThreshold()),
        ("thresholds", Drawing.Steps((null, Drawing.Green), (doubtful, Drawing.Orange), (bad, Drawing.Red))),
        ("mappings", new JsonArray(
            Drawing.Range(null, doubtful, "good", Drawing.Green, 0), Drawing.Range(doubtful, bad, "tight", Drawing.Orange, 1), Drawing.Range(bad, null, "too much", Drawing.Red, 2))));

    private static JsonObject Limits(string series, string unit, double doubtful, double bad) =>
        Drawing.Override(series, ("unit", unit), ("thresholds", Drawing.Steps((null, Drawing.Green), (doubtful, Drawing.Orange), (bad, Drawing.Red))));
}
