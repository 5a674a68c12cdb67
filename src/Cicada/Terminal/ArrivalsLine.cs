using System.Globalization;

namespace Cicada.Terminal;

/// <summary>Lines about the arrivals of a run.</summary>
internal static class ArrivalsLine
{
    public static string Of(ArrivalSummary arrivals) => string.Create(
        CultureInfo.InvariantCulture, $"Arrivals: {arrivals.Scheduled:#,0} scheduled, {arrivals.Started:#,0} started, {arrivals.Dropped:#,0} dropped");

    public static string Of(TimeFigures service) => string.Create(
        CultureInfo.InvariantCulture,
        $"Service time, from the start of a request: mean {service.Mean:0.##} ms, p50 {service.P50:0.##}, p95 {service.P95:0.##}, p99 {service.P99:0.##}, max {service.Max:0.##}. The times above run from when arrivals were due.");
}
