using Cicada.Web;
using Microsoft.Extensions.Logging;

namespace Cicada.Options;

/// <summary>The options of a load test, read and checked.</summary>
internal sealed record RunOptions
{
    public string? Test { get; init; }

    public string? Host { get; init; }

    public int Users { get; init; } = 1;

    public double SpawnRate { get; init; } = 1;

    /// <summary>The shape as it was typed; <c>none</c> for none, null where nothing was said.</summary>
    public string? Shape { get; init; }

    /// <summary>How the limit is to be looked for, as it was typed.</summary>
    public string? FindLimit { get; init; }

    /// <summary>The arrival rate as it was typed; <c>none</c> for none, null where nothing was said.</summary>
    public string? ArrivalRate { get; init; }

    /// <summary>The most users that arrivals may make; null where nothing was said.</summary>
    public int? MaxUsers { get; init; }

    public TimeSpan? RunTime { get; init; }

    public long? Iterations { get; init; }

    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public int? Seed { get; init; }

    public bool Headless { get; init; }

    /// <summary>Whether a run starts at once, with the web UI to look at.</summary>
    public bool Autostart { get; init; }

    /// <summary>How long after that run the program ends; null for not by itself.</summary>
    public TimeSpan? Autoquit { get; init; }

    /// <summary>Where the web UI listens.</summary>
    public WebHostOptions Web { get; init; } = new() { Port = DefaultWebPort };

    /// <summary>Whether that port was asked for, so that no other will do.</summary>
    public bool WebPortIsGiven { get; init; }

    public HttpOptions Http { get; init; } = new();

    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> ExcludeLabels { get; init; } = [];

    public bool EqualWeights { get; init; }

    /// <summary>What the run has to hold.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>The run to compare with, as it was typed; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>How much worse than it the run may be.</summary>
    public IReadOnlyList<Regression> Regressions { get; init; } = [];

    /// <summary>Whether a run that the generator could not keep up with is as good as any other.</summary>
    public bool NoGeneratorCheck { get; init; }

    public IReadOnlyDictionary<string, string> RunLabels { get; init; } = new Dictionary<string, string>();

    public string Note { get; init; } = "";

    /// <summary>Whether the program's code is left out of what is kept.</summary>
    public bool NoCode { get; init; }

    public CardinalityLimits Limits { get; init; } = new();

    public string Store { get; init; } = DefaultStore;

    public bool NoStore { get; init; }

    /// <summary>The folder for what outputs other than the store cannot take, or null for the usual one.</summary>
    public string? Spool { get; init; }

    /// <summary>The InfluxDBs the run is sent to.</summary>
    public IReadOnlyList<InfluxOptions> Influx { get; init; } = [];

    public bool ResetStatistics { get; init; }

    public bool OnlySummary { get; init; }

    public bool PrintStats { get; init; }

    public bool Json { get; init; }

    /// <summary>The files the summary is written to.</summary>
    public IReadOnlyList<string> SummaryFiles { get; init; } = [];

    /// <summary>The file the report of the run is written to.</summary>
    public string? ReportFile { get; init; }

    /// <summary>The file for the cases of the run as JUnit XML.</summary>
    public string? JUnitFile { get; init; }

    /// <summary>The file for the same as test results of Visual Studio.</summary>
    public string? TrxFile { get; init; }

    /// <summary>The file for the summary as Markdown.</summary>
    public string? MarkdownFile { get; init; }

    public string? CsvPrefix { get; init; }

    public bool CsvFullHistory { get; init; }

    public bool List { get; init; }

    public bool ShowTaskRatio { get; init; }

    public bool ShowTaskRatioJson { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    public string? LogFile { get; init; }

    public bool SkipLogSetup { get; init; }

    public int ExitCodeOnError { get; init; } = ExitCode.Failures;

    /// <summary>The values of the test's own options, by their names.</summary>
    public IReadOnlyDictionary<string, string?> TestOptions { get; init; } = new Dictionary<string, string?>();

    /// <summary>What was given, by key, to note with the run; secrets replaced.</summary>
    public IReadOnlyDictionary<string, string> Recorded { get; init; } = new Dictionary<string, string>();

    private const string None = "none";

    public const int DefaultWebPort = 8089;

    /// <summary>Where runs are kept unless it is said otherwise.</summary>
    public const string DefaultStore = "cicada.duckdb";

    /// <summary>Whether what was typed for a shape or an arrival rate asks for none, so that the program's own does not hold either.</summary>
    public static bool IsNone(string? text) => None.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase);
}
