using System.Text.Json.Serialization;

namespace Cicada;

/// <summary>
/// Something the run observed about itself at one moment, other than a single request: statistics of a second, the
/// number of users, an event, what its users' own code wrote. Each kind becomes one measurement at the border to an output.
/// </summary>
[JsonDerivedType(typeof(RequestStatistics), "request_stats")]
[JsonDerivedType(typeof(UserCount), "users")]
[JsonDerivedType(typeof(RunEvent), "event")]
[JsonDerivedType(typeof(FailureCount), "failures")]
[JsonDerivedType(typeof(GeneratorHealth), "generator")]
[JsonDerivedType(typeof(LogMessage), "log")]
[JsonDerivedType(typeof(OwnPoint), "point")]
[JsonDerivedType(typeof(CounterStatistics), "counter")]
[JsonDerivedType(typeof(GaugeStatistics), "gauge")]
[JsonDerivedType(typeof(TrendStatistics), "trend")]
[JsonDerivedType(typeof(CheckStatistics), "checks")]
[JsonDerivedType(typeof(TransactionStatistics), "transactions")]
public abstract record Observation
{
    /// <summary>When: nanoseconds since the Unix epoch.</summary>
    public required long TimeNanoseconds { get; init; }
}
