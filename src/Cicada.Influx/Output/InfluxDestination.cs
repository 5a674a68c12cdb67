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

    /// <summary>The variable the token was taken from, or null where it was given itself.</summary>
    public string? TokenVariable { get; init; }

    /// <summary>Finds out where points are to go.</summary>
    /// <param name="options">What was said about it.</param>
    /// <param name="environment">The variables a token may be taken from. Null for those the options name, or else the process's.</param>
    /// <param name="problems">Takes a sentence for each thing that makes no sense; none has a secret in it.</param>
    /// <returns>The destination, or null when a sentence was added.</returns>
    public static InfluxDestination? From(InfluxOptions options, IReadOnlyDictionary<string, string>? environment, List<string> problems)
    {
        environment ??= options.Environment;
        return new InfluxDestinationReader(options, environment is null ? Environment.GetEnvironmentVariable : environment.GetValueOrDefault, problems).Read();
    }

    /// <summary>
    /// The address without any secret, in the form that says its version. Read again it means the same place; who is let in is asked for anew, unless the token comes from a
    /// variable.
    /// </summary>
    public string AddressToRecord => TokenVariable is null
        ? ToString()
        : ToString() + (Form == InfluxVersion.V1 ? '?' : '&') + "token=" + InfluxDestinationReader.FromVariable + Uri.EscapeDataString(TokenVariable);

    // Only an organization makes the form of 2.x one that can be read again.
    private InfluxVersion Form => Version switch
    {
        InfluxVersion.V2 when Organization is not null => InfluxVersion.V2,
        InfluxVersion.V3 => InfluxVersion.V3,
        _ => InfluxVersion.V1,
    };

    /// <summary>The place as it is shown and recorded, without any secret: <c>http://localhost:8086/mydb</c>.</summary>
    public override string ToString()
    {
        var server = Server.GetLeftPart(UriPartial.Authority);
        return Form switch
        {
            InfluxVersion.V2 => $"{server}?org={Uri.EscapeDataString(Organization!)}&bucket={Uri.EscapeDataString(Database)}",
            InfluxVersion.V3 => $"{server}?database={Uri.EscapeDataString(Database)}",
            _ => $"{server}/{Uri.EscapeDataString(Database)}" + (RetentionPolicy is null ? "" : "/" + Uri.EscapeDataString(RetentionPolicy)),
        };
    }
}
