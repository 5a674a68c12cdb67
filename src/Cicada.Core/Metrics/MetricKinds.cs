namespace Cicada;

/// <summary>The words for kinds of metrics in documents, in the store and on screens.</summary>
public static class MetricKinds
{
    /// <summary>The kind as one word in lower case.</summary>
    /// <param name="kind">The kind.</param>
    public static string ToWord(this MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        _ => "trend",
    };

    /// <summary>The kind a word of <see cref="ToWord"/> stands for, or null where it is none.</summary>
    /// <param name="word">The word.</param>
    public static MetricKind? Parse(string? word) => word switch
    {
        "counter" => MetricKind.Counter,
        "gauge" => MetricKind.Gauge,
        "trend" => MetricKind.Trend,
        _ => null,
    };
}
