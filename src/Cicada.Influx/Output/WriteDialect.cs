using System.Net.Http.Headers;
using System.Text;

namespace Cicada.Influx;

/// <summary>How one of InfluxDB's three APIs wants to be written to: where, and what shows who asks.</summary>
/// <param name="Version">The API.</param>
/// <param name="WritePath">The path of a write with its query, times in nanoseconds.</param>
/// <param name="Authorization">Who asks, or null where nobody says.</param>
internal sealed record WriteDialect(InfluxVersion Version, string WritePath, AuthenticationHeaderValue? Authorization)
{
    /// <summary>Without what shows who asks.</summary>
    public override string ToString() => $"{Version} {WritePath}";

    /// <summary>The dialect for a destination.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="version">The API to use there, not <see cref="InfluxVersion.Auto"/>.</param>
    public static WriteDialect For(InfluxDestination destination, InfluxVersion version) => version switch
    {
        InfluxVersion.V1 => new(version, OfV1(destination), Basic(destination) ?? Token("Token", destination)),
        InfluxVersion.V2 => new(version, OfV2(destination), Token("Token", destination) ?? Basic(destination)),
        InfluxVersion.V3 => new(version, OfV3(destination), Token("Bearer", destination) ?? Basic(destination)),
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "The version is not settled yet. Probe the server first."),
    };

    /// <summary>Who asks, for a question to a server of which it is not known yet what it is.</summary>
    /// <param name="destination">Where to ask.</param>
    public static AuthenticationHeaderValue? AuthorizationForProbe(InfluxDestination destination) =>
        destination.Version == InfluxVersion.V2 ? Token("Token", destination) : Token("Bearer", destination) ?? Basic(destination);

    private static string OfV1(InfluxDestination destination)
    {
        var policy = destination.RetentionPolicy is { Length: > 0 } name ? $"&rp={Uri.EscapeDataString(name)}" : "";
        return $"/write?db={Uri.EscapeDataString(destination.Database)}{policy}&precision=ns";
    }

    private static string OfV2(InfluxDestination destination)
    {
        var organization = destination.Organization is { Length: > 0 } name ? $"org={Uri.EscapeDataString(name)}&" : "";
        return $"/api/v2/write?{organization}bucket={Uri.EscapeDataString(destination.Database)}&precision=ns";
    }

    private static string OfV3(InfluxDestination destination) =>
        $"/api/v3/write_lp?db={Uri.EscapeDataString(destination.Database)}&precision=nanosecond&accept_partial=true";

    private static AuthenticationHeaderValue? Basic(InfluxDestination destination) => destination.User is { Length: > 0 } user
        ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{destination.Password}")))
        : null;

    private static AuthenticationHeaderValue? Token(string scheme, InfluxDestination destination) =>
        destination.Token is { Length: > 0 } token ? new(scheme, token) : null;
}
