using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>One line of the requests' table: a request, or all.</summary>
internal sealed record RequestRow
{
    public required string RequestType { get; init; }

    public required string Name { get; init; }

    public required long Count { get; init; }

    public required long Failures { get; init; }

    public required double Rps { get; init; }

    public required double Mean { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    public required double P50 { get; init; }

    public required double P75 { get; init; }

    public required double P90 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }

    public required double P999 { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Service times, in a run with arrivals and where the figures are of all of it; else null.</summary>
    public TimeFigures? Service { get; init; }

    /// <summary>Requests a second over the last ten seconds by the wall clock, while the run is on; null afterwards.</summary>
    public double? CurrentRps { get; init; }

    public required Sparkline Sparkline { get; init; }

    public static RequestRow Of(RequestSummary figures, Sparkline sparkline, double? currentRps = null) => new()
    {
        RequestType = figures.RequestType,
        Name = figures.Name,
        Count = figures.Count,
        Failures = figures.Failures,
        Rps = figures.Rps,
        Mean = figures.Mean,
        Min = figures.Min,
        Max = figures.Max,
        P50 = figures.P50,
        P75 = figures.P75,
        P90 = figures.P90,
        P95 = figures.P95,
        P99 = figures.P99,
        P999 = figures.P999,
        Bytes = figures.Bytes,
        Service = figures.Service,
        CurrentRps = currentRps,
        Sparkline = sparkline,
    };
}
