namespace Cicada;

/// <summary>Where a run's points go in an InfluxDB, and how.</summary>
public sealed record InfluxOptions
{
    /// <summary>
    /// The server and where in it: <c>http://host:8086/DB[/RP]</c>, <c>http://host:8086?org=O&amp;bucket=B</c> or <c>http://host:8181?database=D</c>.
    /// A user and password may stand before the host, a token as <c>token=env:NAME</c> among the rest.
    /// </summary>
    public required string Address { get; init; }

    /// <summary>Which API the server speaks. Default found out.</summary>
    public InfluxVersion Version { get; init; } = InfluxVersion.Auto;

    /// <summary>The user's name, for 1.x with authentication. Default the one in the address.</summary>
    public string? User { get; init; }

    /// <summary>The user's password. Default the one in the address.</summary>
    public string? Password { get; init; }

    /// <summary>The token, for 2.x and 3.x. Default the one the address names.</summary>
    public string? Token { get; init; }

    /// <summary>The organisation, for 2.x. Default the one in the address.</summary>
    public string? Organization { get; init; }

    /// <summary>The bucket, for 2.x. Default the one in the address.</summary>
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
}
