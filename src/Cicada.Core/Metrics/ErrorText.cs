namespace Cicada.Metrics;

/// <summary>
/// The text of an error, bounded: a test may say the whole answer as the reason of a failure, and an answer may be a megabyte. What is kept of
/// each failure is held in memory until an output has it, and on disk for good.
/// </summary>
internal static class ErrorText
{
    /// <summary>The most characters that are kept of a text.</summary>
    public const int MaximumLength = 16 * 1024;

    /// <summary>The text, or its beginning with an ellipsis.</summary>
    public static string? Bound(string? text)
    {
        if (text is null || text.Length <= MaximumLength)
        {
            return text;
        }

        var kept = text.AsSpan(0, MaximumLength - 1);
        if (char.IsHighSurrogate(kept[^1]))
        {
            kept = kept[..^1];
        }

        return $"{kept}…";
    }
}
