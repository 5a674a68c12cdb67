namespace Cicada.Influx.Selection;

/// <summary>What is known when an expression is reduced.</summary>
/// <param name="Now">What <c>now()</c> is, or null where it is left as it is.</param>
/// <param name="Zone">The zone of times that name none, or null for UTC.</param>
/// <param name="ComputesFunctions">Whether mathematical functions of constants are computed.</param>
internal readonly record struct ReductionValues(long? Now = null, TimeZoneInfo? Zone = null, bool ComputesFunctions = false);
