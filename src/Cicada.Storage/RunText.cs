using System.Globalization;

namespace Cicada.Storage;

/// <summary>What a text that somebody gives to a run may be.</summary>
internal static class RunText
{
    public const int LongestNote = 10_000;

    // Enough of a text to know which one is meant.
    private const int Shown = 40;

    /// <summary>Refuses a text that is too long, or that is more than one line of plain text.</summary>
    public static void Require(string what, string text, int longest) =>
        Require(what, text, longest, char.IsControl, "text on one line");

    /// <summary>Refuses a note that is too long, or that holds control characters other than line breaks and tabs.</summary>
    public static void RequireNote(string note) =>
        Require(
            $"The note '{Beginning(note)}'", note, LongestNote,
            character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'), "plain text");

    /// <summary>Enough of a text for a sentence.</summary>
    public static string Beginning(string text) =>
        text.Length <= Shown ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown), "…");

    private static void Require(string what, string text, int longest, Func<char, bool> isRefused, string expected)
    {
        if (text.Length > longest)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture, $"{what} has {text.Length} characters; expected {longest} at most. Shorten it."));
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (isRefused(text[i]) || char.IsSurrogate(text[i]))
            {
                throw new StoreException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} holds the character U+{(int)text[i]:X4}; expected {expected}. Leave that character out."));
            }
        }
    }
}
