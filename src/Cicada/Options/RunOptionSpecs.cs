namespace Cicada.Options;

/// <summary>The options of a load test. Those Locust has bear Locust's names.</summary>
internal static class RunOptionSpecs
{
    private const string Load = "Load";
    private const string WebUi = "Web UI";
    private const string Target = "Target";
    private const string Choice = "What runs";
    private const string GoodEnough = "What is good enough";
    private const string Kept = "What is kept";
    private const string InfluxDb = "InfluxDB";
    private const string Shown = "What is shown";
    private const string Files = "Files for other programs";
    private const string Others = "Others";

    public static readonly OptionSpec Users = new("--users", "-u", OptionKind.Value, "number", Load, "The most users at a time. Default 1.");

    public static readonly OptionSpec SpawnRate = new(
        "--spawn-rate", "-r", OptionKind.Value, "per second", Load, "Users started per second; 0.5 is one every two seconds. Default 1.");

    public static readonly OptionSpec Shape = new(
        "--shape", null, OptionKind.Value, "stages", Load,
        "Users as the run goes on, in place of -u and -r: 'ramp 100 1m, hold 5m', and step, steps, spike, sine, double-wave, replay. The run ends with it. 'none' for none, where the program has one.");

    public static readonly OptionSpec FindLimit = new(
        "--find-limit", null, OptionKind.Value, "search", Load,
        "Raises the users step by step and says which number was the last good one: '10..1000 by 50 every 30s while p95 < 500ms and failures < 1%'.");

    public static readonly OptionSpec ArrivalRate = new(
        "--arrival-rate", null, OptionKind.Value, "rate", Load,
        "Arrivals, whatever the answers do: '500/s', '30/m', 'poisson 500/s', 'ramp 0..500/s 1m, 500/s 5m'. Each is one task of a user that is free; response times run from when it was due. 'none' for none, where the program has a rate.");

    public static readonly OptionSpec MaxUsers = new(
        "--max-users", null, OptionKind.Value, "number", Load, "The most users that arrivals may make; one that finds all of them busy is dropped, and counted. Default 10000.");

    public static readonly OptionSpec RunTime = new(
        "--run-time", "-t", OptionKind.Value, "time", Load, "How long the run lasts, the ramp-up included: 20, 20s, 1h30m. Default until it is stopped.");

    public static readonly OptionSpec Iterations = new(
        "--iterations", "-i", OptionKind.Value, "number", Load, "Ends the run after this many iterations of all users together.");

    public static readonly OptionSpec StopTimeout = new(
        "--stop-timeout", "-s", OptionKind.Value, "time", Load, "How long running tasks may go on once stopping began. Default 5s.");

    public static readonly OptionSpec Seed = new(
        "--seed", null, OptionKind.Value, "number", Load, "The seed of every user's random numbers, to repeat a run. Default drawn, and noted with the run.");

    public static readonly OptionSpec Headless = new("--headless", null, OptionKind.Flag, "", Load, "Starts at once, in the terminal, without a web UI; the program ends with the run.");

    public static readonly OptionSpec Autostart = new(
        "--autostart", null, OptionKind.Flag, "", WebUi, "Starts a run at once, with the web UI to look at.");

    public static readonly OptionSpec Autoquit = new(
        "--autoquit", null, OptionKind.Value, "seconds", WebUi, "With --autostart: ends the program this long after the run. A headless program ends with its run.");

    public static readonly OptionSpec WebPort = new(
        "--web-port", "-P", OptionKind.Value, "number", WebUi, "The port of the web UI; 0 for any that is free. Default 8089, or the next free one behind it.");

    public static readonly OptionSpec Host = new(
        "--host", "-H", OptionKind.Value, "address", Target, "The system under test, with its scheme: http://localhost:5000.");

    public static readonly OptionSpec Insecure = new("--insecure", null, OptionKind.Flag, "", Target, "Accepts any server certificate.");

    public static readonly OptionSpec Proxy = new("--proxy", null, OptionKind.Value, "address", Target, "Sends HTTP requests through this proxy.");

    public static readonly OptionSpec Http2 = new("--http2", null, OptionKind.Flag, "", Target, "Speaks HTTP/2.");

    public static readonly OptionSpec Http3 = new("--http3", null, OptionKind.Flag, "", Target, "Speaks HTTP/3, where this machine can; untested.");

    public static readonly OptionSpec Timeout = new(
        "--timeout", null, OptionKind.Value, "time", Target, "How long an HTTP request may take; 0 for no limit. Default 60s.");

    public static readonly OptionSpec Labels = new(
        "--labels", "-T", OptionKind.Words, "label", Choice, "Runs only tasks with one of these labels (Locust's tags).");

    public static readonly OptionSpec ExcludeLabels = new(
        "--exclude-labels", "-E", OptionKind.Words, "label", Choice, "Leaves out tasks with one of these labels.");

    public static readonly OptionSpec EqualWeights = new(
        "--equal-weights", null, OptionKind.Flag, "", Choice, "Draws all tasks equally often, whatever their weights.");

    public static readonly OptionSpec List = new("--list", "-l", OptionKind.Flag, "", Choice, "Lists the user types of this program and ends.");

    public static readonly OptionSpec ShowTaskRatio = new(
        "--show-task-ratio", null, OptionKind.Flag, "", Choice, "Shows how often each task is drawn and ends.");

    public static readonly OptionSpec ShowTaskRatioJson = new(
        "--show-task-ratio-json", null, OptionKind.Flag, "", Choice, "The same as JSON.");

    public static readonly OptionSpec Threshold = new(
        "--threshold", null, OptionKind.Repeated, "text", GoodEnough,
        "What the run has to hold, else the exit code is 3: 'p95(GET /) < 200ms', 'failures < 1%', 'rps > 500', 'p99 over 60s < 1s after 30s abort'. "
        + "May be given several times; with ';' between several in a file or the environment.")
    {
        Separator = "; ",
    };

    public static readonly OptionSpec Baseline = new(
        "--baseline", null, OptionKind.Value, "run", GoodEnough,
        "The run this one is compared with at its end: an id or its beginning, 'latest' for the newest of the test, or 'pinned' for the one that was pinned.");

    public static readonly OptionSpec Regression = new(
        "--regression", null, OptionKind.Repeated, "rule", GoodEnough,
        "How much worse than the '--baseline' the run may be, else the exit code is 4: 'p95 +10%', 'p99(GET /) +50ms', 'failures +0.5%', 'rps -5%'. "
        + "May be given several times; with ';' between several in a file or the environment.")
    {
        Separator = "; ",
    };

    public static readonly OptionSpec NoGeneratorCheck = new(
        "--no-generator-check", null, OptionKind.Flag, "", GoodEnough, "Does not give the exit code 5 to a run that the load generator could not keep up with.");

    public static readonly OptionSpec Test = new(
        "--test", null, OptionKind.Value, "name", Kept, "The test this is a run of. Default the program's file name without its ending.");

    public static readonly OptionSpec RunLabel = new(
        "--run-label", null, OptionKind.Repeated, "key=value", Kept, "A label of the run, to find it by. May be given several times.");

    public static readonly OptionSpec NoCode = new("--no-code", null, OptionKind.Flag, "", Kept, "Do not keep the text of the program's file with the run.");

    public static readonly OptionSpec Note = new("--note", null, OptionKind.Value, "text", Kept, "A few words about the run.");

    public static readonly OptionSpec Store = new(
        "--store", null, OptionKind.Value, "file", Kept, "The DuckDB file runs are kept in. Default ./cicada.duckdb.");

    public static readonly OptionSpec MaxNames = new(
        "--max-names", null, OptionKind.Value, "number", Kept, "How many request names are told apart; further ones become '__other__'. Default 1000.");

    public static readonly OptionSpec NoStore = new("--no-store", null, OptionKind.Flag, "", Kept, "Keeps nothing here: the figures are shown and gone, unless --influx sends them somewhere.");

    public static readonly OptionSpec Spool = new(
        "--spool", null, OptionKind.Value, "folder", Kept,
        "Where waits what an InfluxDB could not take; what waits for the store is always beside it. Default the store's folder with '.spool' behind its name, without a store ./cicada-spool.");

    public static readonly OptionSpec Influx = new(
        "--influx", null, OptionKind.Repeated, "url", InfluxDb,
        "Sends the run to this InfluxDB too: http://localhost:8086/DATABASE (1.x), 'http://localhost:8086?org=ORG&bucket=BUCKET' (2.x) or 'http://localhost:8181?database=DATABASE' (3.x). "
        + "May be given several times. CICADA_INFLUX_URL in the environment, with blanks between several.")
    {
        Variable = "CICADA_INFLUX_URL",
    };

    public static readonly OptionSpec InfluxVersion = new(
        "--influx-version", null, OptionKind.Value, "version", InfluxDb, "The API of the server: 1, 2, 3 or auto. Default auto, what address and server say.");

    public static readonly OptionSpec InfluxUser = new(
        "--influx-user", null, OptionKind.Value, "name", InfluxDb, "The user, for addresses without one.");

    public static readonly OptionSpec InfluxPassword = new(
        "--influx-password", null, OptionKind.Value, "password", InfluxDb, "The user's password; better in CICADA_INFLUX_PASSWORD, since everybody sees command lines.")
    { IsSecret = true };

    public static readonly OptionSpec InfluxToken = new(
        "--influx-token", null, OptionKind.Value, "token", InfluxDb, "The token, for addresses without one; better in CICADA_INFLUX_TOKEN, or env:NAME for another variable.")
    { IsSecret = true };

    public static readonly OptionSpec InfluxOrg = new("--influx-org", null, OptionKind.Value, "name", InfluxDb, "The organization, for addresses without one (2.x).");

    public static readonly OptionSpec InfluxBucket = new("--influx-bucket", null, OptionKind.Value, "name", InfluxDb, "The bucket, for addresses without one (2.x).");

    public static readonly OptionSpec InfluxMode = new(
        "--influx-mode", null, OptionKind.Value, "mode", InfluxDb,
        "raw sends a point for each request, stats the statistics of each second with percentiles and histogram, both sends both. Default both.");

    public static readonly OptionSpec MeasurementPrefix = new(
        "--measurement-prefix", null, OptionKind.Value, "prefix", InfluxDb,
        "What measurements begin with. Default cicada_; with locust_ the requests look as the usual Locust listeners write them.");

    public static readonly OptionSpec InfluxBatchSize = new("--influx-batch-size", null, OptionKind.Value, "points", InfluxDb, "The most points in one request. Default 5000.");

    public static readonly OptionSpec InfluxFlushInterval = new(
        "--influx-flush-interval", null, OptionKind.Value, "time", InfluxDb, "How long points are collected before they are sent. Default 1s.");

    public static readonly OptionSpec InfluxFinalTimeout = new(
        "--influx-final-timeout", null, OptionKind.Value, "time", InfluxDb,
        "How long the end of a run waits for a server that takes nothing. Default 30s; what is left then stays on disk for 'influx replay'.");

    public static readonly OptionSpec InfluxNoGzip = new("--influx-no-gzip", null, OptionKind.Flag, "", InfluxDb, "Sends points uncompressed.");

    public static readonly OptionSpec OnlySummary = new(
        "--only-summary", null, OptionKind.Flag, "", Shown, "Shows nothing while the run is on, only the summary at its end.");

    public static readonly OptionSpec PrintStats = new(
        "--print-stats", null, OptionKind.Flag, "", Shown, "Prints the whole table every five seconds, instead of the live screen.");

    public static readonly OptionSpec ResetStatistics = new(
        "--reset-stats", null, OptionKind.Flag, "", Shown, "Starts the statistics anew when all users are there. What is kept is not touched.");

    public static readonly OptionSpec Json = new(
        "--json", null, OptionKind.Flag, "", Shown, "Prints the summary as JSON and nothing else; everything for people goes to the error output.");

    public static readonly OptionSpec SummaryJson = new(
        "--summary-json", null, OptionKind.Value, "file", Files, "Writes the summary as JSON, to a temporary file that is then renamed.");

    public static readonly OptionSpec JsonFile = new(
        "--json-file", null, OptionKind.Value, "name", Files, "The same, to <name>.json.");

    public static readonly OptionSpec Html = new(
        "--html", null, OptionKind.Value, "file", Files, "Writes the report of the run: one HTML file with its charts and tables, which opens anywhere. See also 'report'.");

    public static readonly OptionSpec JUnit = new(
        "--junit", null, OptionKind.Value, "file", Files, "Writes what the run had to hold as JUnit XML, a test case each, for Jenkins, GitLab and others. Red exactly when the exit code is not 0.");

    public static readonly OptionSpec Trx = new(
        "--trx", null, OptionKind.Value, "file", Files, "The same as test results of Visual Studio, for Azure DevOps and viewers of .NET.");

    public static readonly OptionSpec SummaryMarkdown = new(
        "--summary-md", null, OptionKind.Value, "file", Files,
        "Writes the summary as Markdown, for a pull request or the page of a job; behind what is there already where the file is $GITHUB_STEP_SUMMARY.");

    public static readonly OptionSpec Csv = new(
        "--csv", null, OptionKind.Value, "prefix", Files,
        "Writes <prefix>_stats.csv, _stats_history.csv, _failures.csv and _exceptions.csv each second, with Locust's columns.");

    public static readonly OptionSpec CsvFullHistory = new(
        "--csv-full-history", null, OptionKind.Flag, "", Files, "One line for each request name in _stats_history.csv, not only for all together.");

    public static readonly OptionSpec LogLevel = new(
        "--loglevel", "-L", OptionKind.Value, "level", Others, "DEBUG, INFO, WARNING, ERROR or CRITICAL. Default INFO.");

    public static readonly OptionSpec LogFile = new("--logfile", null, OptionKind.Value, "file", Others, "Writes log messages there, not to the error output.");

    public static readonly OptionSpec SkipLogSetup = new("--skip-log-setup", null, OptionKind.Flag, "", Others, "Logs nothing.");

    public static readonly OptionSpec ExitCodeOnError = new(
        "--exit-code-on-error", null, OptionKind.Value, "code", Others, "The exit code when requests failed or users' tasks threw. Default 1; it replaces no other, see docs/reference/exit-codes.md.");

    public static readonly OptionSpec Config = new(
        "--config", null, OptionKind.Value, "file", Others,
        "Reads options from a file of lines like 'users = 10', after ~/.cicada.conf and ./cicada.conf.");

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } =
    [
        Users, SpawnRate, Shape, FindLimit, ArrivalRate, MaxUsers, RunTime, Iterations, StopTimeout, Seed, Headless,
        WebOptionSpecs.WebHost with { Group = WebUi }, WebPort, Autostart, Autoquit, .. WebOptionSpecs.Typed.Select(spec => spec with { Group = WebUi }),
        Host, Insecure, Proxy, Http2, Http3, Timeout,
        Labels, ExcludeLabels, EqualWeights, List, ShowTaskRatio, ShowTaskRatioJson,
        Threshold, Baseline, Regression, NoGeneratorCheck,
        Test, RunLabel, Note, NoCode, MaxNames, Store, NoStore, Spool,
        Influx, InfluxVersion, InfluxUser, InfluxPassword, InfluxToken, InfluxOrg, InfluxBucket, InfluxMode, MeasurementPrefix,
        InfluxBatchSize, InfluxFlushInterval, InfluxFinalTimeout, InfluxNoGzip,
        OnlySummary, PrintStats, ResetStatistics, Json,
        SummaryJson, JsonFile, Html, JUnit, Trx, SummaryMarkdown, Csv, CsvFullHistory,
        LogLevel, LogFile, SkipLogSetup, ExitCodeOnError, Config,
    ];

    /// <summary>Those that say where in which InfluxDB, and who asks to be let in.</summary>
    public static IReadOnlyList<OptionSpec> InfluxPlaces { get; } = [Influx, InfluxVersion, InfluxUser, InfluxPassword, InfluxToken, InfluxOrg, InfluxBucket];

    /// <summary>Those that mean nothing without an InfluxDB.</summary>
    public static IReadOnlyList<OptionSpec> InfluxDetails { get; } =
    [
        InfluxVersion, InfluxUser, InfluxPassword, InfluxToken, InfluxOrg, InfluxBucket, InfluxMode, MeasurementPrefix,
        InfluxBatchSize, InfluxFlushInterval, InfluxFinalTimeout, InfluxNoGzip,
    ];

    /// <summary>The heading for the options a test declares for itself.</summary>
    public const string OfThisTest = "Options of this test";
}
