using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>The figures of each request of a run, or of a window of it.</summary>
internal sealed record RequestTable
{
    public required string Run { get; init; }

    /// <summary>The window, in seconds after the run's start.</summary>
    public required double From { get; init; }

    public required double To { get; init; }

    /// <summary>Where the figures come from: <c>merged</c> or <c>exact</c> from the store, <c>live</c> from memory.</summary>
    public required string Source { get; init; }

    public required RequestRow Total { get; init; }

    public required IReadOnlyList<RequestRow> Rows { get; init; }

    /// <summary>Reads it from the store.</summary>
    /// <param name="query">What is asked about.</param>
    /// <param name="buckets">Points of each sparkline; 0 for none.</param>
    /// <param name="whole">The run's document where all of the run is asked about: it has the service times, which the store keeps of each second and not merged.</param>
    public static RequestTable Read(RunQuery query, int buckets, RunSummary? whole = null)
    {
        var figures = query.PerRequest();
        var services = whole?.Requests.ToDictionary(request => (request.RequestType, request.Name), request => request.Service) ?? [];
        var sparklines = buckets == 0 ? RequestSparklines.None : query.Sparklines(Math.Max(2, buckets));
        return new()
        {
            Run = figures.Run,
            From = figures.From.TotalSeconds,
            To = figures.To.TotalSeconds,
            Source = figures.Source == PercentileSource.Exact ? "exact" : "merged",
            Total = RequestRow.Of(figures.Total with { Service = whole?.Total.Service }, sparklines.Total),
            Rows = [.. figures.Requests.Select(request => RequestRow.Of(request with { Service = services.GetValueOrDefault((request.RequestType, request.Name)) }, Find(sparklines, request)))],
        };
    }

    /// <summary>Makes it of what is in memory.</summary>
    public static RequestTable Of(string run, LiveRequests requests, RequestSparklines sparklines) => new()
    {
        Run = run,
        From = 0,
        To = requests.Elapsed,
        Source = "live",
        Total = RequestRow.Of(requests.Total.Figures, sparklines.Total, requests.Total.CurrentRps),
        Rows = [.. requests.Rows.Select(request => RequestRow.Of(request.Figures, Find(sparklines, request.Figures), request.CurrentRps))],
    };

    private static Sparkline Find(RequestSparklines sparklines, RequestSummary request) =>
        sparklines.Requests.GetValueOrDefault((request.RequestType, request.Name)) ?? Sparkline.Empty;
}
