namespace Cicada.Influx.Queries;

/// <summary>What a statement says about a retention policy; what it does not say is null.</summary>
/// <param name="Duration">How long points are kept, in nanoseconds; 0 for ever.</param>
/// <param name="Replication">How many copies there are to be.</param>
/// <param name="ShardDuration">How much time one shard holds, in nanoseconds.</param>
/// <param name="IsDefault">Whether it becomes the database's default one.</param>
internal sealed record PolicyOptions(long? Duration = null, int? Replication = null, long? ShardDuration = null, bool IsDefault = false);
