namespace Cicada.Storage.InfluxQl;

/// <summary>One run of a continuous query. In nanoseconds since the Unix epoch.</summary>
/// <param name="Time">The time the run is for; the next one counts from there.</param>
/// <param name="From">The beginning of the first interval it computes.</param>
/// <param name="To">The end of the last one.</param>
internal readonly record struct ContinuousRun(long Time, long From, long To)
{
    /// <summary>Whether no interval has come to its end.</summary>
    public bool IsEmpty => To <= From;
}
