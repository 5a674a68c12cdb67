namespace Cicada.Import;

/// <summary>A line of a file that could not be imported.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Excerpt">Its beginning, harmless for a terminal; empty where it says nothing.</param>
internal readonly record struct BadLine(long Number, string Reason, string Excerpt);
