namespace Cicada.Influx;

/// <summary>A place in an InfluxDB that points are written to, and what it takes to be let in.</summary>
internal sealed record InfluxDestination
{
    /// <summary>Scheme, host and port of the server, nothing else.</summary>
    public required Uri Server { get; init; }

    /// <summary>Which API it speaks, as far as address and options say.</summary>
    public InfluxVersion Version { get; init; }

    /// <summary>The database; in 2.x the bucket.</summary>
    public required string Database { get; init; }

    /// <summary>The retention policy, or null for the database's default one; only 1.x.</summary>
    public string? RetentionPolicy { get; init; }

    /// <summary>The organisation; only 2.x.</summary>
    public string? Organization { get; init; }

    /// <summary>The user's name.</summary>
    public string? User { get; init; }

    /// <summary>The user's password.</summary>
    public string? Password { get; init; }

    /// <summary>The token.</summary>
    public string? Token { get; init; }
}
