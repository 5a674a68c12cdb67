namespace Cicada.Terminal;

/// <summary>A sentence about an output at which not every sample has arrived.</summary>
internal static class RecordingLine
{
    /// <summary>Whether there is anything to say.</summary>
    public static bool IsAmiss(OutputSummary output) => output.Dropped > 0 || output.Rejected > 0 || output.Spooled > 0;

    /// <summary>The sentence.</summary>
    public static string Of(OutputSummary output)
    {
        var parts = new List<string>();
        Add(parts, output.Spooled, "wait on disk");
        Add(parts, output.Rejected, "were rejected");
        Add(parts, output.Dropped, "were dropped and are lost");
        return $"Output '{PlainText.Of(output.Name, 40)}': of {Figures.Count(output.Recorded)} samples {string.Join(", ", parts)}.";
    }

    private static void Add(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{Figures.Count(count)} {what}");
        }
    }
}
