using Cicada.Storage;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary>Says what becomes of the room of deleted runs.</summary>
internal static class FreedRoom
{
    /// <summary>The sentence.</summary>
    /// <param name="history">The store, after the deletion.</param>
    public static string Sentence(RunHistory history)
    {
        var bytes = history.ReusableBytes();
        return bytes > 0
            ? $"{Figures.Bytes(bytes)} in '{history.Path}' are free for runs to come."
            : $"The room in '{history.Path}' becomes free for runs to come once whole blocks of the file hold nothing else.";
    }
}
