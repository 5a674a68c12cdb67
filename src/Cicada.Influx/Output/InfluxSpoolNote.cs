using System.Text.Json;

namespace Cicada.Influx;

/// <summary>
/// What stands in a spool file of an InfluxDB output, so that a later process knows where its points were to go and how; never a secret.
/// </summary>
internal sealed record InfluxSpoolNote
{
    /// <summary>The mark by which such a note is known.</summary>
    public const string KnownKind = "influx";

    /// <summary><see cref="KnownKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The address, as <see cref="InfluxDestination.AddressToRecord"/> has it.</summary>
    public string Address { get; init; } = "";

    /// <summary>Which API was asked for.</summary>
    public InfluxVersion Version { get; init; }

    /// <summary>What the server said of its version; empty where it had not answered yet.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>The user's name, or null.</summary>
    public string? User { get; init; }

    /// <summary>The organisation where the address does not name it, or null.</summary>
    public string? Organization { get; init; }

    /// <summary>Which points about requests are sent.</summary>
    public InfluxMode Mode { get; init; } = InfluxMode.Both;

    /// <summary>What the names of the measurements begin with.</summary>
    public string Prefix { get; init; } = MeasurementNames.DefaultPrefix;

    /// <summary>The most points in one request.</summary>
    public int BatchSize { get; init; }

    /// <summary>Whether it is compressed.</summary>
    public bool Gzip { get; init; }

    /// <summary>The note of an output.</summary>
    public static InfluxSpoolNote Of(InfluxDestination destination, InfluxOptions options, string serverVersion) => new()
    {
        Kind = KnownKind,
        Address = destination.AddressToRecord,
        Version = destination.Version,
        ServerVersion = serverVersion,
        User = destination.User,
        Organization = destination.Organization,
        Mode = options.Mode,
        Prefix = options.MeasurementPrefix,
        BatchSize = options.BatchSize,
        Gzip = options.Gzip,
    };

    /// <summary>Reads a note; null where it is none of an InfluxDB output.</summary>
    public static InfluxSpoolNote? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, InfluxJsonContext.Default.InfluxSpoolNote) is { Kind: KnownKind, Address.Length: > 0, Prefix: not null } note ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As it stands in the file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, InfluxJsonContext.Default.InfluxSpoolNote);
}
