using System.Text;

namespace Cicada.Storage.InfluxQl;

/// <summary>Which texts DuckDB takes as they are.</summary>
internal static class SqlTexts
{
    /// <summary>Whether a text can be the value of a parameter: DuckDB would end it at a NUL, and half a surrogate is no UTF-8.</summary>
    public static bool CanBeParameter(string text)
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
