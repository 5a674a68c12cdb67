using System.Net;
using Microsoft.Extensions.Logging;
using static Cicada.Options.RunOptionSpecs;

namespace Cicada.Options;

/// <summary>Makes the options of a load test from what was given for them. No clock, no files: only texts in, values and sentences out.</summary>
internal static class RunOptionsReader
{
    private static readonly (string Name, LogLevel Level)[] LogLevels =
    [
        ("DEBUG", Microsoft.Extensions.Logging.LogLevel.Debug), ("INFO", Microsoft.Extensions.Logging.LogLevel.Information), ("WARNING", Microsoft.Extensions.Logging.LogLevel.Warning),
        ("ERROR", Microsoft.Extensions.Logging.LogLevel.Error), ("CRITICAL", Microsoft.Extensions.Logging.LogLevel.Critical),
    ];

    /// <summary>Reads the options.</summary>
    /// <param name="values">What was given, by key.</param>
    /// <param name="specs">Every option there is.</param>
    /// <param name="testOptions">The options the test declared for itself.</param>
    /// <param name="environment">The variables, where a value may be the name of one.</param>
    /// <param name="problems">Takes a sentence for each that makes no sense.</param>
    public static RunOptions Read(
        IReadOnlyDictionary<string, OptionValue> values, IReadOnlyList<OptionSpec> specs, IReadOnlyList<TestOption> testOptions,
        IReadOnlyDictionary<string, string> environment, List<string> problems)
    {
        var read = new OptionReader(values, problems);
        var defaults = new RunOptions();
        var options = new RunOptions
        {
            Test = read.Text(Test),
            Host = Address(read, problems, values),
            Users = (int?)read.Whole(RunOptionSpecs.Users, "The number of users", 1, int.MaxValue, "-u 10") ?? defaults.Users,
            SpawnRate = read.Number(SpawnRate, "The spawn rate", "-r 5") ?? defaults.SpawnRate,
            Shape = read.Text(Shape),
            FindLimit = read.Text(FindLimit),
            ArrivalRate = read.Text(RunOptionSpecs.ArrivalRate),
            MaxUsers = (int?)read.Whole(MaxUsers, "The most users that arrivals may make", 1, int.MaxValue, "--max-users 2000"),
            RunTime = read.Duration(RunTime, "The run time", zeroAllowed: false, "-t 1m30s"),
            Iterations = read.Whole(Iterations, "The number of iterations", 1, long.MaxValue, "-i 1000"),
            StopTimeout = read.Duration(StopTimeout, "The stop timeout", zeroAllowed: true, "-s 5s") ?? defaults.StopTimeout,
            Seed = (int?)read.Whole(Seed, "The seed", int.MinValue, int.MaxValue, "--seed 42"),
            Headless = read.Flag(Headless),
            Autostart = read.Flag(Autostart),
            Autoquit = read.Duration(Autoquit, "The time before quitting", zeroAllowed: true, "--autoquit 10"),
            Web = WebOptionsReader.Read(read, values, WebPort, RunOptions.DefaultWebPort, problems),
            WebPortIsGiven = values.ContainsKey(WebPort.Key),
            Http = Http(read, problems),
            Labels = read.Words(Labels),
            ExcludeLabels = read.Words(ExcludeLabels),
            EqualWeights = read.Flag(EqualWeights),
            Thresholds = read.Thresholds(RunOptionSpecs.Threshold),
            Baseline = read.Text(RunOptionSpecs.Baseline),
            Regressions = read.Regressions(RunOptionSpecs.Regression),
            NoGeneratorCheck = read.Flag(RunOptionSpecs.NoGeneratorCheck),
            RunLabels = read.Pairs(RunLabel, "A run label", "--run-label team=shop"),
            Note = values.GetValueOrDefault(Note.Key)?.Last ?? "",
            NoCode = read.Flag(RunOptionSpecs.NoCode),
            Limits = defaults.Limits with
            {
                Names = (int?)read.Whole(MaxNames, "The number of request names", 1, 100_000, "--max-names 5000") ?? defaults.Limits.Names,
            },
            Store = read.Text(Store) ?? RunOptions.DefaultStore,
            NoStore = read.Flag(NoStore),
            Spool = read.Text(RunOptionSpecs.Spool),
            Influx = InfluxOptionsReader.Read(values, environment, problems),
            ResetStatistics = read.Flag(RunOptionSpecs.ResetStatistics),
            OnlySummary = read.Flag(OnlySummary),
            PrintStats = read.Flag(PrintStats),
            Json = read.Flag(Json),
            SummaryFiles = [.. SummaryFiles(read).OfType<string>()],
            ReportFile = read.Text(Html),
            JUnitFile = read.Text(JUnit),
            TrxFile = read.Text(Trx),
            MarkdownFile = read.Text(SummaryMarkdown),
            CsvPrefix = read.Text(RunOptionSpecs.Csv),
            CsvFullHistory = read.Flag(CsvFullHistory),
            List = read.Flag(List),
            ShowTaskRatio = read.Flag(ShowTaskRatio),
            ShowTaskRatioJson = read.Flag(ShowTaskRatioJson),
            LogLevel = Level(read, problems, values),
            LogFile = read.Text(LogFile),
            SkipLogSetup = read.Flag(SkipLogSetup),
            ExitCodeOnError = (int?)read.Whole(ExitCodeOnError, "The exit code on error", 0, 255, "--exit-code-on-error 1") ?? defaults.ExitCodeOnError,
            TestOptions = testOptions.ToDictionary(
                option => option.Name, option => values.GetValueOrDefault(option.Name[2..])?.Last ?? option.DefaultValue),
            Recorded = Recorded(values, specs),
        };

        if (!options.Headless)
        {
            RequireWeb(options, problems);
        }

        if (options is { ReportFile: not null, NoStore: true, Headless: true })
        {
            problems.Add("The options '--html' and '--no-store' stand together; a report is made from what is kept. Leave one of them out.");
        }

        if (options is { Baseline: not null, NoStore: true, Headless: true })
        {
            problems.Add("The options '--baseline' and '--no-store' stand together; runs are compared by what is kept of them. Leave one of them out.");
        }

        if (options is { Baseline: null, Regressions.Count: > 0 })
        {
            problems.Add("The option '--regression' stands alone; it says how much worse a run may be than another. Add '--baseline latest', '--baseline pinned' or '--baseline RUN'.");
        }

        if (options.CsvFullHistory && options.CsvPrefix is null)
        {
            problems.Add("The option '--csv-full-history' stands alone; it says what goes into the files of '--csv'. Add '--csv PREFIX'.");
        }

        return options;
    }

    private static void RequireWeb(RunOptions options, List<string> problems)
    {
        if (options is { Autoquit: not null, Autostart: false })
        {
            problems.Add("The option '--autoquit' stands alone; it ends the program after the run that '--autostart' starts. Add '--autostart'.");
        }

        WebOptionsReader.RequireAccess(options.Web, asksForUsers: false, "'--web-auth SECRET' (better CICADA_WEB_AUTH in the environment)", problems);
    }

    /// <summary>What was given, as it may be noted with a run.</summary>
    public static IReadOnlyDictionary<string, string> Recorded(IReadOnlyDictionary<string, OptionValue> values, IReadOnlyList<OptionSpec> specs)
    {
        var recorded = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var spec in specs)
        {
            if (values.TryGetValue(spec.Key, out var value))
            {
                recorded[spec.Key] = spec.IsSecret ? Secrets.Redacted : string.Join(spec.Separator, value.Values.Select(Secrets.InAddress));
            }
        }

        return recorded;
    }

    // What is in the address is recorded with the run and shown; and no HTTP client sends it.
    private static string? Address(OptionReader read, List<string> problems, IReadOnlyDictionary<string, OptionValue> values)
    {
        if (read.Address(Host, "The host") is not { } address)
        {
            return null;
        }

        var value = values[Host.Key];
        if (address.UserInfo.Length > 0)
        {
            problems.Add($"The host is '{Secrets.InAddress(value.Last)}'{value.Place}, with a user name or password; expected an address without, since none is sent. Write it without, and set the header 'Authorization' in the user's OnStart.");
        }

        return value.Last.Trim();
    }

    private static HttpOptions Http(OptionReader read, List<string> problems)
    {
        var defaults = new HttpOptions();
        var proxy = read.Address(Proxy, "The proxy");
        var timeout = read.Duration(RunOptionSpecs.Timeout, "The timeout of requests", zeroAllowed: true, "--timeout 30s") ?? defaults.Timeout;
        var http2 = read.Flag(Http2);
        var http3 = read.Flag(Http3);
        if (http2 && http3)
        {
            problems.Add("The options '--http2' and '--http3' stand together; a run speaks one version of HTTP. Leave one of them out.");
        }

        var http = defaults with
        {
            Insecure = read.Flag(Insecure),
            Proxy = proxy,
            Version = http3 ? HttpVersion.Version30 : http2 ? HttpVersion.Version20 : defaults.Version,
            Timeout = timeout == TimeSpan.Zero ? System.Threading.Timeout.InfiniteTimeSpan : timeout,
        };
        problems.AddRange(http.Problems());
        return http;
    }

    private static IEnumerable<string?> SummaryFiles(OptionReader read)
    {
        yield return read.Text(SummaryJson);
        var name = read.Text(JsonFile);
        yield return name is null || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? name : name + ".json";
    }

    internal static LogLevel Level(OptionReader read, List<string> problems, IReadOnlyDictionary<string, OptionValue> values)
    {
        if (read.Text(RunOptionSpecs.LogLevel) is not { } text)
        {
            return new RunOptions().LogLevel;
        }

        var found = Array.Find(LogLevels, level => level.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (found.Name is null)
        {
            problems.Add($"The log level is '{text}'{values[RunOptionSpecs.LogLevel.Key].Place}; expected one of {string.Join(", ", LogLevels.Select(l => l.Name))}. Write for instance '-L WARNING'.");
            return new RunOptions().LogLevel;
        }

        return found.Level;
    }
}
