using System.Text;

namespace Cicada.Influx.Queries;

/// <summary>Which texts whoever keeps them takes as they are.</summary>
internal static class WholeText
{
    /// <summary>Whether a text has no NUL, at which DuckDB would end it, and no half of a surrogate, which is no UTF-8.</summary>
    public static bool Is(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\0' || !Rune.TryGetRuneAt(text, i, out var rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength;
        }

        return true;
    }
}
