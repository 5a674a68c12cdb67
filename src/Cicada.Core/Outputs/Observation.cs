using System.Text.Json.Serialization;

namespace Cicada;

/// <summary>
/// Something the run observed about itself at one moment, other than a single request: statistics of a second, the
/// number of users, an event. Each kind becomes one measurement at the border to an output.
/// </summary>
[JsonDerivedType(typeof(RequestStatistics), "request_stats")]
[JsonDerivedType(typeof(UserCount), "users")]
[JsonDerivedType(typeof(RunEvent), "event")]
[JsonDerivedType(typeof(FailureCount), "failures")]
[JsonDerivedType(typeof(GeneratorHealth), "generator")]
public abstract record Observation
{
    /// <summary>When: nanoseconds since the Unix epoch.</summary>
    public required long TimeNanoseconds { get; init; }
}
