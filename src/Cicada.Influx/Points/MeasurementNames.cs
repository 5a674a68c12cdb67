namespace Cicada.Influx;

/// <summary>The names of the measurements a run records, all with the same prefix.</summary>
public sealed class MeasurementNames
{
    /// <summary>The prefix used in the store, and elsewhere unless another is wanted.</summary>
    public const string DefaultPrefix = "cicada_";

    /// <summary>The prefix with which the points of requests have exactly the tags and fields of the usual Locust listeners.</summary>
    public const string LocustPrefix = "locust_";

    /// <summary>The names with a prefix.</summary>
    /// <param name="prefix">The prefix, <see cref="DefaultPrefix"/> unless another is wanted; may be empty.</param>
    public MeasurementNames(string prefix = DefaultPrefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        Prefix = prefix;
        Requests = prefix + "requests";
        RequestStatistics = prefix + "request_stats";
        Users = prefix + "users";
        Events = prefix + "events";
        Failures = prefix + "failures";
        Generator = prefix + "generator";
        Metrics = prefix + "metrics";
        Checks = prefix + "checks";
        Transactions = prefix + "transactions";
        Log = prefix + "log";
        RunSummary = prefix + "run_summary";
        Runs = prefix + "runs";
    }

    /// <summary>The names as the store has them.</summary>
    public static MeasurementNames Default { get; } = new();

    /// <summary>What they all begin with.</summary>
    public string Prefix { get; }

    /// <summary>One point for each request.</summary>
    public string Requests { get; }

    /// <summary>Statistics of each second.</summary>
    public string RequestStatistics { get; }

    /// <summary>The number of users each second.</summary>
    public string Users { get; }

    /// <summary>What happened to the run as a whole.</summary>
    public string Events { get; }

    /// <summary>Failures of each second, grouped.</summary>
    public string Failures { get; }

    /// <summary>How the load generator fared each second.</summary>
    public string Generator { get; }

    /// <summary>Metrics of users' own, each second.</summary>
    public string Metrics { get; }

    /// <summary>How often checks held each second.</summary>
    public string Checks { get; }

    /// <summary>Groups of requests with a time of their own, each second.</summary>
    public string Transactions { get; }

    /// <summary>What was logged while a run was on.</summary>
    public string Log { get; }

    /// <summary>The final figures of each request.</summary>
    public string RunSummary { get; }

    /// <summary>The descriptions of runs.</summary>
    public string Runs { get; }
}
