using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>What is it about these requests?</summary>
internal static class RequestBoard
{
    private static readonly RequestQueries Queries = new(Request: "request");
    private static readonly string Which = $"{RequestQueries.TagIs("run", "run")} AND {RequestQueries.TagIs("name", "request")}";

    public static Board Create() => new("cicada-request", "Cicada: requests", "What is it about these requests? Rates, response times, sizes and failures of some names in one run.", "now-1h")
    {
        Refresh = "5s",
        Variables =
        [
            .. RunParts.Variables(),
            Variable.Several("request", "Request", "Names of requests; several are put together, and drawn apart where that is possible.", Variable.Values("run_summary", "name", $"{RequestQueries.TagIs("run", "run")} AND \"name\" != '(all)'")),
        ],
        Marks = [RunParts.Events()],
        Sections =
        [
            ("Whole run", [Figures()]),
            ("Over time", [
                Rates(), WorstByName(), RunParts.Percentiles(Queries, "Response times", "true", "successful"),
                RunParts.Percentiles(Queries, "Response times of failed requests", "false", "failed"), Mean(), Phases(),
                RunParts.FailureRatio(Queries), Failures(), RunParts.Statuses(Queries), RunParts.Bytes(Queries), Size(),
                RunParts.HeatMap(Queries),
            ]),
            ("Failures", [Messages()]),
        ],
    };

    private static Panel Figures() => Drawing.Table(
        "Final figures", "Exact figures over the whole run, failed requests included, whatever the range of time. They come when the run is over.", "ms",
        new Target("SELECT last(\"count\") AS \"requests\", last(\"failures\") AS \"failures\", last(\"rps\") AS \"rps\", last(\"mean\") AS \"mean\", last(\"min\") AS \"min\", last(\"p50\") AS \"p50\", "
            + "last(\"p75\") AS \"p75\", last(\"p90\") AS \"p90\", last(\"p95\") AS \"p95\", last(\"p99\") AS \"p99\", last(\"p999\") AS \"p999\", last(\"max\") AS \"max\" "
            + $"FROM {RequestQueries.Measurement("run_summary")} WHERE {Which} AND \"name\" != '(all)' GROUP BY \"request_type\", \"name\"")) with
    {
        Height = 6,
        Transformations =
        [
            Drawing.Organize(
                [
                    ("name", "Name"), ("request_type", "Type"), ("requests", "Requests"), ("failures", "Failures"), ("rps", "Requests/s"), ("mean", "Mean"), ("min", "Min"),
                    ("p50", "p50"), ("p75", "p75"), ("p90", "p90"), ("p95", "p95"), ("p99", "p99"), ("p999", "p99.9"), ("max", "Max"),
                ],
                "Time"),
        ],
        Overrides =
        [
            Drawing.Override("Requests", ("unit", "locale"), ("decimals", 0)), Drawing.Override("Failures", ("unit", "locale"), ("decimals", 0)), Drawing.Override("Requests/s", ("unit", "reqps")),
            Drawing.Override("Name", ("links", Drawing.Links(("The run's page in Cicada", "${cicada:raw}/runs/${run:percentencode}/requests")))),
        ],
        Defaults = new JsonObject { ["decimals"] = 1, ["noValue"] = "the run is on" },
    };

    private static Panel Rates() => RunParts.Stacked(Drawing.Chart(
        "Requests per second by name", "Requests a second, failed ones included, by when they ended. The first and last interval are seldom whole, which makes their rates look low.", "reqps",
        Queries.OverTime($"sum(\"count\") / {RequestQueries.Seconds}", $"count(\"response_time\") / {RequestQueries.Seconds}", "$tag_name", byName: true)));

    private static Panel WorstByName() => Drawing.Chart(
        "p95 by name, worst second", "The worst second's p95 of successful requests within each interval, by name; of a run sent without statistics the p95 of the interval.", "ms",
        Queries.OverTime("max(\"p95\")", "percentile(\"response_time\", 95)", "$tag_name", "true", "null", byName: true));

    private static Panel Mean() => Drawing.Chart(
        "Mean response time", "The mean over all requests of the interval, weighted by their number, so it is exact; successful and failed ones apart.", "ms",
        Drawing.All(Weighted("mean", "count", "response_time", "successful", "true"), Weighted("mean", "count", "response_time", "failed", "false"))) with
    {
        Overrides = [Drawing.Coloured("successful", Drawing.Green), Drawing.Coloured("failed", Drawing.Red)],
    };

    private static Panel Phases() => Drawing.Chart(
        "Where the time goes", "Means of the interval over the requests that had the phase: name resolution, connecting, TLS, and the time to the answer's first byte. Empty for what is not HTTP; connections are kept, so most requests open none.", "ms",
        Drawing.All(
            Weighted("first_byte_mean", "first_byte_count", "first_byte_time", "first byte", null), Weighted("connect_mean", "connect_count", "connect_time", "connect", null),
            Weighted("tls_mean", "tls_count", "tls_time", "TLS", null), Weighted("dns_mean", "dns_count", "dns_time", "name resolution", null))) with
    {
        Defaults = new JsonObject { ["min"] = 0, ["noValue"] = "not known for these requests" },
    };

    private static Panel Failures() => Drawing.Chart(
        "Failures by kind", "Failed requests a second by class of error. Nothing is drawn when nothing failed.", "reqps",
        new Target($"SELECT sum(\"occurrences\") / {RequestQueries.Seconds} FROM {RequestQueries.Measurement("failures")} WHERE {Which} AND $timeFilter GROUP BY time($__interval), \"exception\" fill(0)", "$tag_exception")) with
    {
        Defaults = new JsonObject { ["min"] = 0, ["noValue"] = "no failures" },
    };

    private static Panel Size() => Drawing.Chart(
        "Size of an answer", "The mean size of an answer's body in each interval.", "bytes",
        Queries.OverTime("sum(\"bytes\") / sum(\"count\")", "mean(\"response_length\")", "mean size", fill: "null"));

    private static Panel Messages() => Drawing.Table(
        "What failed", "Failed requests within the range of time by name and class of error, with the text of the last one. Empty when nothing failed.", "none",
        new Target($"SELECT sum(\"occurrences\") AS \"occurrences\", last(\"message\") AS \"message\" FROM {RequestQueries.Measurement("failures")} WHERE {Which} AND $timeFilter GROUP BY \"request_type\", \"name\", \"exception\"")) with
    {
        Transformations = [Drawing.Organize([("name", "Name"), ("request_type", "Type"), ("exception", "Error"), ("occurrences", "Occurrences"), ("message", "Message")], "Time")],
        Overrides = [Drawing.Override("Occurrences", ("unit", "locale"))],
        Defaults = new JsonObject { ["noValue"] = "no failures" },
    };

    // Means of seconds are put together by their numbers; a mean of means would give an idle second the weight of a busy one.
    private static Target[] Weighted(string mean, string count, string requestField, string alias, string? success) =>
    [
        new(
            $"SELECT sum(\"time_in_all\") / sum(\"number\") FROM (SELECT \"{mean}\" * \"{count}\" AS \"time_in_all\", \"{count}\" AS \"number\" {Queries.FromStatistics(success)} AND $timeFilter) WHERE $timeFilter GROUP BY time($__interval) fill(null)",
            alias),
        new($"SELECT mean(\"{requestField}\") {Queries.FromRequests(success)} AND $timeFilter GROUP BY time($__interval) fill(null)", alias),
    ];
}
