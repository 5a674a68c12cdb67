using System.Text.Json.Serialization;

namespace Cicada;

/// <summary>How often a check held over a whole run.</summary>
public sealed record CheckSummary
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>How often it held.</summary>
    public required long Passes { get; init; }

    /// <summary>How often it did not.</summary>
    public required long Fails { get; init; }

    /// <summary>How often it held, in per cent of all times it was asked.</summary>
    [JsonIgnore]
    public double PassedPercent => Passes + Fails == 0 ? 0 : 100.0 * Passes / (Passes + Fails);
}
