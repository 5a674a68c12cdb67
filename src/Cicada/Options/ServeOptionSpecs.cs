namespace Cicada.Options;

/// <summary>The options of <c>serve</c>.</summary>
internal static class ServeOptionSpecs
{
    private const string Listening = WebOptionSpecs.Listening;
    private const string Access = "Access";
    private const string Limits = "Limits";
    private const string Others = "Others";

    public static readonly OptionSpec Port = new("--port", "-P", OptionKind.Value, "number", Listening, "The port to listen on; 0 for any that is free. Default 8086.")
    {
        // CICADA_PORT would be too easily somebody else's.
        Variable = "CICADA_SERVE_PORT",
    };

    public static readonly OptionSpec Auth = new("--auth", null, OptionKind.Flag, "", Access, "Answers only users who show their password, and only what they may see.");

    public static readonly OptionSpec AdminUser = new(
        "--admin-user", null, OptionKind.Value, "name", Access, "Creates this user, who may do everything, where there is none of that name; the password is taken from CICADA_ADMIN_PASSWORD. Needed where other machines reach a store without such a user.");

    /// <summary>Never typed: everybody sees command lines.</summary>
    public static readonly OptionSpec AdminPassword = new("--admin-password", null, OptionKind.Value, "password", Access, "The password of --admin-user.") { IsSecret = true };

    public static readonly OptionSpec MaxBodySize = new(
        "--max-body-size", null, OptionKind.Value, "size", Limits, "The most points one request may bring, uncompressed: 25MB, 1GB; 0 for no limit. Default 1GB.");

    public static readonly OptionSpec MaxConnections = new("--max-connections", null, OptionKind.Value, "number", Limits, "How many connections there may be at a time. Default 1000.");

    public static readonly OptionSpec QueryTimeout = new("--query-timeout", null, OptionKind.Value, "time", Limits, "How long a query may take. Default 10m.");

    public static readonly OptionSpec MaxConcurrentQueries = new(
        "--max-concurrent-queries", null, OptionKind.Value, "number", Limits, "How many queries are answered at a time; 64 more wait, 10 seconds at most. Default 16.");

    public static readonly OptionSpec MaxSelectBuckets = new(
        "--max-select-buckets", null, OptionKind.Value, "number", Limits, "The most intervals of GROUP BY time in one answer. Default 10000000.");

    public static readonly OptionSpec MaxSelectRows = new("--max-select-rows", null, OptionKind.Value, "number", Limits, "The most rows of one answer; a query that has more fails. Default 100000000.");

    public static readonly OptionSpec MaxRowLimit = new(
        "--max-row-limit", null, OptionKind.Value, "number", Limits, "The most rows of an answer that is not asked for in parts; the others are left out, and the answer says 'partial'. Default 0, no limit.");

    public static readonly OptionSpec QueryMemory = new("--query-memory", null, OptionKind.Value, "size", Limits, "The most memory the store uses for queries. Default 1GB.");

    public static readonly OptionSpec AccessLog = new("--access-log", null, OptionKind.Flag, "", Others, "Logs each request: from where, method, path, status, time. Never what stands behind the path.");

    public static readonly OptionSpec Json = new("--json", null, OptionKind.Flag, "", Others, "Prints where it listens as one line of JSON.");

    /// <summary>All that can be typed, in the order of the help.</summary>
    public static IReadOnlyList<OptionSpec> Typed { get; } =
    [
        WebOptionSpecs.WebHost with { Description = "The address to listen on. Default 127.0.0.1; any other than this machine's own needs --auth or --web-auth." },
        Port, .. WebOptionSpecs.Typed, Auth, AdminUser,
        MaxBodySize, MaxConnections, QueryTimeout, MaxConcurrentQueries, MaxSelectBuckets, MaxSelectRows, MaxRowLimit, QueryMemory,
        AccessLog, RunOptionSpecs.LogLevel, RunOptionSpecs.LogFile, Json,
    ];
}
