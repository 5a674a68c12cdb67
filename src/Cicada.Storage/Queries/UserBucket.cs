namespace Cicada.Storage;

/// <summary>The users of a run during a bucket of time.</summary>
/// <param name="From">Where the bucket begins, after the run's start.</param>
/// <param name="Count">The most users at a time; null where nothing is known.</param>
/// <param name="Target">The most that were wanted at a time; null where nothing is known.</param>
public readonly record struct UserBucket(TimeSpan From, long? Count, long? Target);
