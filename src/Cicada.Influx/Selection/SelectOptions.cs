namespace Cicada.Influx.Selection;

/// <summary>What a SELECT is answered by, besides what it says.</summary>
/// <param name="Now">What <c>now()</c> is, in nanoseconds since the Unix epoch.</param>
/// <param name="ChunkRows">The rows of one <see cref="ResultRows"/>.</param>
/// <param name="Limits">How much it may take.</param>
internal sealed record SelectOptions(long Now, int ChunkRows, QueryLimits Limits);
