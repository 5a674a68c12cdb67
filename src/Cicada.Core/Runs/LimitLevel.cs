using System.Globalization;
using System.Text.Json.Serialization;

namespace Cicada;

/// <summary>One number of users of a search for the limit, and what came back while it was there.</summary>
public sealed record LimitLevel
{
    /// <summary>Users.</summary>
    public required int Users { get; init; }

    /// <summary>Requests that were completed.</summary>
    public required long Count { get; init; }

    /// <summary>Those of them that failed.</summary>
    public required long Failures { get; init; }

    /// <summary>Requests a second.</summary>
    public required double Rps { get; init; }

    /// <summary>The median of the response times in milliseconds; 0 without requests.</summary>
    public required double P50 { get; init; }

    /// <summary>The 95th percentile in milliseconds.</summary>
    public required double P95 { get; init; }

    /// <summary>The 99th percentile in milliseconds.</summary>
    public required double P99 { get; init; }

    /// <summary>Which rules were broken, in words; null where the number is good.</summary>
    public string? Broken { get; init; }

    /// <summary>Whether the number is good.</summary>
    [JsonIgnore]
    public bool IsGood => Broken is null;

    /// <summary>The level in a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Users} users: {(Broken is null ? "good" : Broken)} ({Rps:0.#} requests/s, p50 {P50:0.#} ms, p95 {P95:0.#} ms, p99 {P99:0.#} ms, {Failures} of {Count} failed)");
}
