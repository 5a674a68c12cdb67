namespace Cicada.Influx.Queries;

/// <summary>How many of something are wanted, and how many before them are not.</summary>
/// <param name="Limit">The most that are wanted; 0 for all.</param>
/// <param name="Offset">Those that are passed over first.</param>
internal readonly record struct RowRange(long Limit, long Offset);
