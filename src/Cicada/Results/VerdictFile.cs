namespace Cicada.Results;

/// <summary>A file about a run for another program.</summary>
/// <param name="Option">The option that asks for it.</param>
/// <param name="Name">What it is called, as it was typed.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Appends">Whether it belongs to several steps of a job, so that nothing in it may be replaced.</param>
/// <param name="Write">Writes its text.</param>
internal sealed record VerdictFile(string Option, string Name, string Path, bool Appends, Action<TextWriter, RunSummary, VerdictSetting> Write);
