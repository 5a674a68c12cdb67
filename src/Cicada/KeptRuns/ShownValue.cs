namespace Cicada.KeptRuns;

/// <summary>A value as another process shows it, where neither a text nor a plain number says all of it.</summary>
/// <param name="Text">As text.</param>
/// <param name="Json">As JSON.</param>
/// <param name="IsNumber">Whether it is aligned to the right.</param>
internal sealed record ShownValue(string Text, string Json, bool IsNumber);
