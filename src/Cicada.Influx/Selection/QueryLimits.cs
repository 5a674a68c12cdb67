namespace Cicada.Influx.Selection;

/// <summary>How much one query may take.</summary>
/// <param name="Buckets">The most intervals of <c>GROUP BY time(…)</c> in one answer, all series together.</param>
/// <param name="Rows">The most rows of one answer.</param>
/// <param name="Time">How long it may take.</param>
/// <param name="AtOnce">How many queries are answered at a time.</param>
/// <param name="MemoryBytes">How much memory the store may use for queries.</param>
internal sealed record QueryLimits(long Buckets, long Rows, TimeSpan Time, int AtOnce, long MemoryBytes)
{
    public static QueryLimits Default { get; } = new(10_000_000, 100_000_000, TimeSpan.FromMinutes(10), 16, 1L << 30);
}
