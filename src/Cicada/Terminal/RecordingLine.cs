namespace Cicada.Terminal;

/// <summary>A sentence about an output at which not everything has arrived.</summary>
internal static class RecordingLine
{
    /// <summary>Whether there is anything to say.</summary>
    public static bool IsAmiss(OutputSummary output) =>
        output.Dropped > 0 || output.Rejected > 0 || output.Spooled > 0 || output.Observations is { Dropped: > 0 } or { Rejected: > 0 } or { Spooled: > 0 };

    /// <summary>The sentence.</summary>
    public static string Of(OutputSummary output)
    {
        var samples = Parts(output.Spooled, output.Rejected, output.Dropped);
        var others = Parts(output.Observations.Spooled, output.Observations.Rejected, output.Observations.Dropped);
        var parts = new List<string>();
        if (samples.Length > 0)
        {
            parts.Add($"of {Figures.Count(output.Recorded)} samples {samples}");
        }

        if (others.Length > 0)
        {
            parts.Add($"of {Figures.Count(output.Observations.Recorded)} observations (statistics, events …) {others}");
        }

        return $"Output '{PlainText.Of(output.Name, 40)}': {string.Join("; ", parts)}.";
    }

    private static string Parts(long spooled, long rejected, long dropped)
    {
        var parts = new List<string>();
        Add(parts, spooled, "wait on disk");
        Add(parts, rejected, "were rejected");
        Add(parts, dropped, "were dropped and are lost");
        return string.Join(", ", parts);
    }

    private static void Add(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{Figures.Count(count)} {what}");
        }
    }
}
