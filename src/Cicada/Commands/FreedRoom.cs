using Cicada.KeptRuns;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary>Says what becomes of the room of deleted runs.</summary>
internal static class FreedRoom
{
    /// <summary>The sentence.</summary>
    /// <param name="runs">The store, after the deletion.</param>
    public static string Sentence(IKeptRuns runs)
    {
        var bytes = runs.ReusableBytes();
        return bytes > 0
            ? $"{Figures.Bytes(bytes)} in '{runs.Path}' are free for runs to come."
            : $"The room in '{runs.Path}' becomes free for runs to come once whole blocks of the file hold nothing else.";
    }
}
