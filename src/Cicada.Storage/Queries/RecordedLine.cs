namespace Cicada.Storage.Queries;

/// <summary>A message of a run's process.</summary>
/// <param name="Sequence">Its number; grows by one, from one line to the next.</param>
/// <param name="Time">When.</param>
/// <param name="Elapsed">Seconds after the run's start.</param>
/// <param name="Level">One of <see cref="LogLevels.Words"/>.</param>
/// <param name="Category">Who said it.</param>
/// <param name="Message">What was said.</param>
internal sealed record RecordedLine(long Sequence, DateTimeOffset Time, double Elapsed, string Level, string Category, string Message);
