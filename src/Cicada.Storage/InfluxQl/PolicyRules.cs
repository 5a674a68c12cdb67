using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>What InfluxDB holds retention policies to, in its words: what is left out follows from the rest.</summary>
internal static class PolicyRules
{
    public const string Conflict = "retention policy conflicts with an existing policy";
    public const string Incompatible = "retention policy duration must be greater than the shard duration";
    public const string TooShort = "retention policy duration must be at least 1h0m0s";

    /// <summary>A new policy.</summary>
    public static RetentionPolicy Of(string name, PolicyOptions options) => new()
    {
        Name = name,
        Duration = Span(options.Duration),
        ShardGroupDuration = GroupDuration(Span(options.ShardDuration), Span(options.Duration)),
        Replication = options.Replication ?? 1,
        IsDefault = options.IsDefault,
    };

    /// <summary>What is wrong with a new policy, or null.</summary>
    public static string? ProblemOf(RetentionPolicy policy) =>
        policy.Duration < RetentionPolicy.Shortest ? TooShort
        : policy.Duration < policy.ShardGroupDuration ? Incompatible
        : null;

    /// <summary>Why a new policy cannot be the one that is there under its name; null where both are the same.</summary>
    public static string? DifferenceOf(RetentionPolicy wanted, RetentionPolicy existing) =>
        wanted.Replication != existing.Replication || wanted.Duration != existing.Duration || GroupDuration(wanted) != GroupDuration(existing) ? "retention policy already exists"
        : wanted.IsDefault && !existing.IsDefault ? Conflict
        : null;

    /// <summary>Whether a database that is there is what a statement wants, by its default policy.</summary>
    public static bool IsAsWanted(RetentionPolicy? existing, string name, PolicyOptions options) =>
        existing is not null
        && (name.Length == 0 || name == existing.Name)
        && (options.Duration is not { } duration || Span(duration) == existing.Duration)
        && (options.Replication is not { } replication || replication == existing.Replication)
        && GroupDuration(Span(options.ShardDuration), existing.Duration) == GroupDuration(existing);

    /// <summary>A policy after a change.</summary>
    /// <returns>The policy, or what is wrong with it.</returns>
    public static (RetentionPolicy? Changed, string? Problem) Alter(RetentionPolicy policy, PolicyOptions options)
    {
        if (options.Duration is { } nanoseconds && Span(nanoseconds) < RetentionPolicy.Shortest)
        {
            return (null, TooShort);
        }

        var duration = options.Duration is { } given ? Span(given) : policy.Duration;
        var group = options.ShardDuration is { } shard ? Span(shard) ?? TimeSpan.Zero : GroupDuration(policy);
        if ((options.Duration is not null || options.ShardDuration is not null) && duration < group)
        {
            return (null, Incompatible);
        }

        return (policy with
        {
            Duration = duration,
            ShardGroupDuration = options.ShardDuration is null ? GroupDuration(policy) : GroupDuration(Span(options.ShardDuration), duration),
            Replication = options.Replication ?? policy.Replication,
            IsDefault = policy.IsDefault || options.IsDefault,
        }, null);
    }

    /// <summary>How long a span of time InfluxDB keeps together in a policy.</summary>
    public static TimeSpan GroupDuration(RetentionPolicy policy) => GroupDuration(policy.ShardGroupDuration, policy.Duration);

    private static TimeSpan GroupDuration(TimeSpan? wanted, TimeSpan? duration) =>
        wanted is { } given ? (given < RetentionPolicy.Shortest ? RetentionPolicy.Shortest : given)
        : duration is null || duration >= TimeSpan.FromDays(180) ? TimeSpan.FromDays(7)
        : duration >= TimeSpan.FromDays(2) ? TimeSpan.FromDays(1)
        : TimeSpan.FromHours(1);

    // 0 is for ever, or what follows from the rest.
    private static TimeSpan? Span(long? nanoseconds) => nanoseconds is null or 0 ? null : TimeSpan.FromTicks(nanoseconds.Value / 100);
}
