namespace Cicada.Regressions;

/// <summary>The words of documents for states and meanings.</summary>
internal static class RegressionWords
{
    public static readonly (RegressionState State, string Word)[] States =
        [(RegressionState.Passed, "passed"), (RegressionState.Unsure, "unsure"), (RegressionState.NoData, "no_data"), (RegressionState.Broken, "broken")];

    public static readonly (DifferenceMeaning Meaning, string Word)[] Meanings =
    [
        (DifferenceMeaning.Better, "better"), (DifferenceMeaning.Worse, "worse"), (DifferenceMeaning.Same, "same"), (DifferenceMeaning.Neutral, "neutral"),
        (DifferenceMeaning.Unsure, "unsure"),
    ];

    public static string Of(RegressionState state) => Array.Find(States, one => one.State == state).Word;

    public static string Of(DifferenceMeaning meaning) => Array.Find(Meanings, one => one.Meaning == meaning).Word;

    /// <summary>The state that a word is for; null for any other word.</summary>
    public static RegressionState? StateOf(string? word) => Array.FindIndex(States, one => one.Word == word) is >= 0 and var place ? States[place].State : null;

    /// <summary>The meaning that a word is for; null for any other word.</summary>
    public static DifferenceMeaning? MeaningOf(string? word) => Array.FindIndex(Meanings, one => one.Word == word) is >= 0 and var place ? Meanings[place].Meaning : null;
}
