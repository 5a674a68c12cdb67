namespace Cicada.Results;

/// <summary>One thing a run had to hold, as test reports list it: what CI servers follow from run to run by its class and name.</summary>
/// <param name="ClassName">The group it is in; the same in every run of a test.</param>
/// <param name="Name">What had to hold; the same in every run.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Text">What was seen, and where it is red what was expected; the first line says it alone.</param>
internal sealed record VerdictCase(string ClassName, string Name, VerdictOutcome Outcome, string Text)
{
    public bool IsRed => Outcome != VerdictOutcome.Passed;

    /// <summary>The first line of the text.</summary>
    public string Headline => Text.Split('\n', 2)[0];
}
