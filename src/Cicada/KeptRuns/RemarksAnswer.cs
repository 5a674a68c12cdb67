using Cicada.Storage;

namespace Cicada.KeptRuns;

/// <summary>What people say about a run, and what was said before.</summary>
/// <param name="Remarks">What is said now.</param>
/// <param name="BaselineBefore">The run that was the baseline of the test before; null for none.</param>
internal sealed record RemarksAnswer(RunRemarks Remarks, string? BaselineBefore = null);
