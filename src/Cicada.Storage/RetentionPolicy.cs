namespace Cicada.Storage;

/// <summary>How long the points of a database are kept. A database has one policy or more, of which one is meant where none is named.</summary>
public sealed record RetentionPolicy
{
    /// <summary>The name InfluxDB gives to the policy of a new database, and so do we.</summary>
    public const string DefaultName = "autogen";

    /// <summary>The shortest time points can be kept, as in InfluxDB.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>Its name, unique within the database.</summary>
    public required string Name { get; init; }

    /// <summary>How long points are kept after their time, at least <see cref="Shortest"/>; null, the default, is for ever.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>
    /// How long a span of time InfluxDB would keep in one shard group. The store has no shards: it is kept to be shown again. Null, the
    /// default, is what follows from <see cref="Duration"/> by InfluxDB's rule.
    /// </summary>
    public TimeSpan? ShardGroupDuration { get; init; }

    /// <summary>How many copies InfluxDB's clusters would keep, 1 by default. The store keeps one: it is kept to be shown again.</summary>
    public int Replication { get; init; } = 1;

    /// <summary>Whether it is meant where none is named.</summary>
    public bool IsDefault { get; init; }
}
