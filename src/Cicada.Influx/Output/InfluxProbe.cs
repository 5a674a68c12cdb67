using System.Globalization;
using System.Text.Json;

namespace Cicada.Influx;

/// <summary>What a server said of itself when it was asked.</summary>
internal sealed record InfluxProbe
{
    /// <summary>The answer that decided: what was taken, or why nothing is known.</summary>
    public required InfluxAnswer Answer { get; init; }

    /// <summary>The generation it belongs to, <see cref="InfluxVersion.Auto"/> where it does not say.</summary>
    public InfluxVersion Generation { get; init; }

    /// <summary>Its version as it says it, or empty.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>True when there is a server that answers.</summary>
    public bool IsThere => !Answer.MayPass;

    /// <summary>What can be told from the answers to <c>/ping</c> and, where that did not say, to <c>/health</c>.</summary>
    /// <param name="ping">The first.</param>
    /// <param name="health">The second, or null when it was not asked.</param>
    public static InfluxProbe Of(InfluxAnswer ping, InfluxAnswer? health)
    {
        var version = ping.ServerVersion ?? VersionIn(ping.Body) ?? health?.ServerVersion ?? (health is null ? null : VersionIn(health.Body));
        return new InfluxProbe
        {
            Answer = ping.IsTaken || health is null || ping.MayPass ? ping : health,
            ServerVersion = version ?? "",
            Generation = GenerationOf(version),
        };
    }

    /// <summary>The API to use for a destination at this server, or why there is none.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="problem">The sentence, or null.</param>
    public InfluxVersion ApiFor(InfluxDestination destination, out string? problem)
    {
        problem = null;
        var asked = destination.Version;
        if (asked == InfluxVersion.Auto)
        {
            // A database in the address of a 2.x without an organisation: that one also speaks 1.x.
            return Generation switch
            {
                InfluxVersion.V3 => InfluxVersion.V3,
                InfluxVersion.V2 or InfluxVersion.Auto when destination.Organization is { Length: > 0 } => InfluxVersion.V2,
                _ => InfluxVersion.V1,
            };
        }

        // Each generation also speaks what those before it spoke, and 1.8 speaks 2.x.
        if (Generation != InfluxVersion.Auto && asked > Generation && !(asked == InfluxVersion.V2 && Minor(ServerVersion) >= 8))
        {
            problem = $"The server at '{destination.Server}' is an InfluxDB of version '{ServerVersion}', which does not speak the API of {NumberOf(asked)}.x that was asked for. "
                + $"Give an address of {NumberOf(Generation)}.x, or another server.";
        }

        return asked;
    }

    private static string NumberOf(InfluxVersion version) => ((int)version).ToString(CultureInfo.InvariantCulture);

    private static InfluxVersion GenerationOf(string? version) => version?.TrimStart('v') switch
    {
        ['1', '.', ..] => InfluxVersion.V1,
        ['2', '.', ..] => InfluxVersion.V2,
        ['3', '.', ..] => InfluxVersion.V3,
        _ => InfluxVersion.Auto,
    };

    private static int Minor(string version) =>
        version.Split('.') is [_, var minor, ..] && int.TryParse(minor, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? VersionIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("version", out var version)
                ? version.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
