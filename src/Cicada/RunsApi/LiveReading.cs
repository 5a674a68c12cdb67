namespace Cicada.RunsApi;

/// <summary>What somebody reads of a stream at a time.</summary>
/// <param name="Frames">The pieces, oldest first.</param>
/// <param name="Next">Where to read on.</param>
/// <param name="IsOver">Whether these were the last.</param>
/// <param name="Changed">Ends when there is more.</param>
internal readonly record struct LiveReading(IReadOnlyList<LiveFrame> Frames, long Next, bool IsOver, Task Changed);
