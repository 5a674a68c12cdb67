namespace Cicada.Storage.Queries;

/// <summary>The sparklines of a run's requests, all with the same buckets.</summary>
internal sealed record RequestSparklines
{
    /// <summary>Of no request.</summary>
    public static RequestSparklines None { get; } = new() { Width = 0, Total = Sparkline.Empty, Requests = new Dictionary<(string RequestType, string Name), Sparkline>() };

    /// <summary>The width of a bucket in seconds.</summary>
    public required double Width { get; init; }

    public required Sparkline Total { get; init; }

    /// <summary>By request type and name.</summary>
    public required IReadOnlyDictionary<(string RequestType, string Name), Sparkline> Requests { get; init; }
}
