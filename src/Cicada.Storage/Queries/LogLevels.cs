namespace Cicada.Storage.Queries;

/// <summary>The levels of messages as tags and pages say them.</summary>
internal static class LogLevels
{
    /// <summary>From the least to the most serious.</summary>
    public static IReadOnlyList<string> Words { get; } = ["debug", "information", "warning", "error", "critical"];
}
