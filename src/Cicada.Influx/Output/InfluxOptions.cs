using System.Globalization;
using Cicada.Influx;

namespace Cicada;

/// <summary>Where a run's points go in an InfluxDB, and how.</summary>
public sealed record InfluxOptions
{
    private const int LargestBatch = 100_000;
    private const int LongestPrefix = 64;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(60);

    // Timers cannot wait longer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    /// <summary>
    /// The server and where in it: <c>http://host:8086/DB[/RP]</c>, <c>http://host:8086?org=O&amp;bucket=B</c> or <c>http://host:8181?database=D</c>.
    /// A user and password may stand before the host, a token as <c>token=env:NAME</c> among the rest.
    /// </summary>
    public required string Address { get; init; }

    /// <summary>Which API the server speaks. Default found out.</summary>
    public InfluxVersion Version { get; init; } = InfluxVersion.Auto;

    /// <summary>The user's name, for 1.x with authentication. Ignored when the address names a user or a token.</summary>
    public string? User { get; init; }

    /// <summary>The user's password. Ignored when the address has one, or a token.</summary>
    public string? Password { get; init; }

    /// <summary>The token, for 2.x and 3.x, or <c>env:NAME</c> for the variable it is in. Ignored when the address names one, or a user with a password.</summary>
    public string? Token { get; init; }

    /// <summary>The organization, for 2.x. Ignored when the address names one.</summary>
    public string? Organization { get; init; }

    /// <summary>The bucket, for 2.x. Ignored when the address names one.</summary>
    public string? Bucket { get; init; }

    /// <summary>Which points about requests are sent. Default <see cref="InfluxMode.Both"/>.</summary>
    public InfluxMode Mode { get; init; } = InfluxMode.Both;

    /// <summary>
    /// What the names of the measurements begin with. Default <c>cicada_</c>. With <c>locust_</c> the points of requests have exactly the tags and fields of the usual Locust
    /// listeners.
    /// </summary>
    public string MeasurementPrefix { get; init; } = "cicada_";

    /// <summary>The most points in one request, from 1 to 100,000. Default 5,000.</summary>
    public int BatchSize { get; init; } = 5_000;

    /// <summary>
    /// How old a point may become before it is sent though its batch is not full, from 50 ms to 60 s. It is also what a crash of the process may cost this output.
    /// Default 1 s.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the end of a run waits for a server that takes nothing, above zero. Default 30 s. What it has not taken then stays in the spool.</summary>
    public TimeSpan FinalTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether what is sent is compressed. Default true.</summary>
    public bool Gzip { get; init; } = true;

    /// <summary>What the output is called in the accounts. Default <c>influx</c>.</summary>
    public string Name { get; init; } = "influx";

    /// <summary>The variables in which a token is looked up that is given as <c>env:NAME</c>. Default null: those of the process.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The place as it may be shown and noted: without user, password and token.</summary>
    public string ShownAddress => InfluxDestination.From(this, null, [])?.ToString() ?? new InfluxAddress(Address).Shown;

    /// <summary>All that makes no sense in these options, a sentence each; none has a secret in it.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        InfluxDestination.From(this, null, problems);
        if (!Enum.IsDefined(Version))
        {
            problems.Add($"The version of InfluxDB is '{Version}'; expected Auto, V1, V2 or V3. Give one of these.");
        }

        if (!Enum.IsDefined(Mode))
        {
            problems.Add($"The mode of the InfluxDB output is '{Mode}'; expected Raw, Statistics or Both. Give one of these.");
        }

        if (BatchSize is < 1 or > LargestBatch)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"The batch size of the InfluxDB output is '{BatchSize}'; expected from 1 to {LargestBatch} points. Give for instance 5000."));
        }

        if (FlushInterval < ShortestInterval || FlushInterval > LongestInterval)
        {
            problems.Add($"The flush interval of the InfluxDB output is '{FlushInterval}'; expected from 50 ms to 60 s. Give for instance one second.");
        }

        if (FinalTimeout <= TimeSpan.Zero || FinalTimeout > LongestWait)
        {
            problems.Add($"The final timeout of the InfluxDB output is '{FinalTimeout}'; expected more than zero, and 49 days at most. Give for instance 30 seconds.");
        }

        if (MeasurementPrefix is null || MeasurementPrefix.Length > LongestPrefix || MeasurementPrefix.Any(char.IsControl) || MeasurementPrefix.StartsWith('#'))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"The measurement prefix is '{MeasurementPrefix}'; expected at most {LongestPrefix} characters, none of them a control character, and no '#' at the beginning, where it would be a comment. Give for instance 'cicada_' or 'locust_'."));
        }

        if (string.IsNullOrWhiteSpace(Name) || Name.Any(char.IsControl))
        {
            problems.Add($"The name of the InfluxDB output is '{Name}'; expected letters, by which the accounts tell it from other outputs. Give for instance 'influx'.");
        }

        return problems;
    }

    /// <summary>The address without its secrets; whatever else there is may be one.</summary>
    public override string ToString() => $"{nameof(InfluxOptions)} {{ {nameof(Name)} = {Name}, {nameof(Address)} = {ShownAddress}, {nameof(Version)} = {Version}, {nameof(Mode)} = {Mode} }}";
}
