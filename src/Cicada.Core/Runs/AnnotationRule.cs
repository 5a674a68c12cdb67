namespace Cicada.Runs;

/// <summary>What a mark on a run's time axis can say.</summary>
internal static class AnnotationRule
{
    public const int LongestTitle = 200;
    public const int LongestText = 10_000;

    /// <summary>What is wrong with a title, or null.</summary>
    public static string? ProblemOfTitle(string? title) =>
        string.IsNullOrWhiteSpace(title) ? "The mark has no title; expected a few words. Say what happened."
        : title.Length > LongestTitle ? $"The title of the mark has {title.Length} characters; expected {LongestTitle} at most. Write the rest as its text."
        : title.Any(char.IsControl) ? "The title of the mark has control characters in it; expected one line of text. Write it without."
        : null;

    /// <summary>What is wrong with a text, or null.</summary>
    public static string? ProblemOfText(string? text) =>
        text is null ? null
        : text.Length > LongestText ? $"The text of the mark has {text.Length} characters; expected 10,000 at most. Shorten it."
        : text.Any(character => char.IsControl(character) && character is not '\n' and not '\t')
            ? "The text of the mark has control characters in it; expected lines of text. Write it without."
            : null;
}
