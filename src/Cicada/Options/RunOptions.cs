using Microsoft.Extensions.Logging;

namespace Cicada.Options;

/// <summary>The options of a load test, read and checked.</summary>
internal sealed record RunOptions
{
    public string? Test { get; init; }

    public string? Host { get; init; }

    public int Users { get; init; } = 1;

    public double SpawnRate { get; init; } = 1;

    public TimeSpan? RunTime { get; init; }

    public long? Iterations { get; init; }

    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public int? Seed { get; init; }

    public bool Headless { get; init; }

    public HttpOptions Http { get; init; } = new();

    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> ExcludeLabels { get; init; } = [];

    public bool EqualWeights { get; init; }

    public IReadOnlyDictionary<string, string> RunLabels { get; init; } = new Dictionary<string, string>();

    public string Note { get; init; } = "";

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

    /// <summary>Where runs are kept unless it is said otherwise.</summary>
    public const string DefaultStore = "cicada.duckdb";
}
