namespace Cicada;

/// <summary>The figures of a distribution of values, in the unit of their metric.</summary>
/// <param name="Mean">The arithmetic mean, exact.</param>
/// <param name="Min">The lowest, exact.</param>
/// <param name="Max">The highest, exact.</param>
/// <param name="P50">The median.</param>
/// <param name="P75">The 75th percentile.</param>
/// <param name="P90">The 90th percentile.</param>
/// <param name="P95">The 95th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="P999">The 99.9th percentile.</param>
public readonly record struct ValueDistribution(
    double Mean, double Min, double Max, double P50, double P75, double P90, double P95, double P99, double P999);
