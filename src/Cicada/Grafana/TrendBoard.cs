using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>How did it develop from run to run?</summary>
internal static class TrendBoard
{
    private static readonly string Test = RequestQueries.TagIs("test", "test");
    private static readonly string Request = RequestQueries.TagIs("name", "request");

    public static Board Create() => new("cicada-trend", "Cicada: history", "How did it develop from run to run? All runs of some tests with their figures, and a way to each.", "now-30d")
    {
        Variables =
        [
            RunParts.Tests(),
            Variable.Several("request", "Request", "Names of requests; each is a series of its own.", Variable.Values("run_summary", "name", $"{Test} AND \"name\" != '(all)'")),
        ],
        Marks = [("Runs", "purple", $"SELECT \"state\" AS \"type\", \"run\" AS \"title\" FROM {RequestQueries.Measurement("runs")} WHERE {Test} AND \"state\" != 'running' AND $timeFilter")],
        Sections =
        [
            ("All requests together", [
                OfAll("Response times", "Exact percentiles of each whole run, over all its requests, at the time it ended.", "ms", "\"p50\", \"p95\", \"p99\"", "$tag_test $col"),
                OfAll("Requests per second", "The rate of each whole run.", "reqps", "\"rps\"", "$tag_test"),
                OfAll("Failure ratio", "Failed requests of all requests of each run.", "percentunit", "\"failures\" / \"count\"", "$tag_test"),
                OfAll("Requests", "The number of requests of each run.", "locale", "\"count\"", "$tag_test"),
            ]),
            ("By request", [
                ByRequest("p95 by request", "The exact p95 of each whole run, by name.", "ms", "\"p95\""),
                ByRequest("Failure ratio by request", "Failed requests of all requests of each run, by name.", "percentunit", "\"failures\" / \"count\""),
            ]),
            ("The runs", [Runs()]),
        ],
    };

    private static Panel OfAll(string title, string description, string unit, string fields, string alias) => Points(Drawing.Chart(
        title, description, unit,
        new Target($"SELECT {fields} FROM {RequestQueries.Measurement("run_summary")} WHERE {Test} AND \"name\" = '(all)' AND $timeFilter GROUP BY \"test\"", alias)));

    private static Panel ByRequest(string title, string description, string unit, string field) => Points(Drawing.Chart(
        title, description, unit,
        new Target($"SELECT {field} FROM {RequestQueries.Measurement("run_summary")} WHERE {Test} AND {Request} AND \"name\" != '(all)' AND $timeFilter GROUP BY \"test\", \"request_type\", \"name\"", "$tag_test $tag_request_type $tag_name")));

    // A run is a point: a line without points would hide a single one.
    private static Panel Points(Panel chart)
    {
        var custom = chart.Custom.DeepClone().AsObject();
        (custom["showPoints"], custom["pointSize"], custom["fillOpacity"]) = ("always", 7, 0);
        return chart with { Custom = custom };
    }

    private static Panel Runs() => Drawing.Table(
        "Runs",
        "Every run of these tests that began or ended within the range of time, with its exact figures. Its id leads to its board, at its own time.",
        "none",
        new Target("SELECT last(\"state\") AS \"state\", last(\"exit_code\") AS \"verdict\", last(\"started\") AS \"started\", last(\"ended\") AS \"ended\", last(\"users\") AS \"users\", "
            + "last(\"git_revision\") AS \"git\", last(\"labels\") AS \"labels\", last(\"note\") AS \"note\" "
            + $"FROM {RequestQueries.Measurement("runs")} WHERE {Test} AND $timeFilter GROUP BY \"run\", \"test\""),
        new Target("SELECT last(\"count\") AS \"requests\", last(\"failures\") / last(\"count\") AS \"failed\", last(\"rps\") AS \"rps\", last(\"p50\") AS \"p50\", last(\"p95\") AS \"p95\", last(\"p99\") AS \"p99\" "
            + $"FROM {RequestQueries.Measurement("run_summary")} WHERE {Test} AND \"name\" = '(all)' AND $timeFilter GROUP BY \"run\", \"test\"")) with
    {
        Height = 14,
        Transformations =
        [
            Drawing.Transform("merge", []),
            RunParts.Moments(),
            Drawing.Transform("sortBy", new JsonObject { ["fields"] = new JsonObject(), ["sort"] = new JsonArray(new JsonObject { ["field"] = "started", ["desc"] = true }) }),
            Drawing.Organize(
                [
                    ("run", "Run"), ("test", "Test"), ("verdict", "Verdict"), ("state", "State"), ("started", "Started"), ("ended", "Ended"), ("users", "Users"), ("requests", "Requests"),
                    ("failed", "Failed"), ("rps", "Requests/s"), ("p50", "p50"), ("p95", "p95"), ("p99", "p99"), ("git", "Git"), ("labels", "Labels"), ("note", "Note"),
                ],
                "Time"),
        ],
        Overrides =
        [
            Drawing.Override("Run", ("custom.minWidth", 200), ("links", Drawing.Links(
                ("Open the run", RunParts.RunLink("cicada-run", "${__value.raw}")),
                ("Its requests", RunParts.RunLink("cicada-request", "${__value.raw}")),
                ("Is the result valid?", RunParts.RunLink("cicada-generator", "${__value.raw}")),
                ("Compare: this is the base", "/d/cicada-compare?${DS:queryparam}&${prefix:queryparam}&${cicada:queryparam}&var-base=${__value.raw}"),
                ("Compare: this is the candidate", "/d/cicada-compare?${DS:queryparam}&${prefix:queryparam}&${cicada:queryparam}&var-candidate=${__value.raw}"),
                ("Its page in Cicada", "${cicada:raw}/runs/${__value.raw}")))),
            Drawing.Override("Verdict", ("mappings", new JsonArray(RunParts.VerdictWords())), ("custom.cellOptions", new JsonObject { ["type"] = "color-text" })),
            Drawing.Override("Requests", ("unit", "locale")),
            Drawing.Override("Failed", ("unit", "percentunit"), ("decimals", 2)),
            Drawing.Override("Requests/s", ("unit", "reqps"), ("decimals", 1)),
            Drawing.Override("p50", ("unit", "ms"), ("decimals", 1)),
            Drawing.Override("p95", ("unit", "ms"), ("decimals", 1)),
            Drawing.Override("p99", ("unit", "ms"), ("decimals", 1)),
        ],
    };
}
