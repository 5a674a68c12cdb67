namespace Cicada.Users;

/// <summary>What is known of a user class before a run: how to make one, its share, and its tasks.</summary>
internal sealed class UserType
{
    public required Type Type { get; init; }

    public string Name => Type.Name;

    public required double Weight { get; init; }

    public required int FixedCount { get; init; }

    /// <summary>Whether its users take arrivals, where there are any.</summary>
    public bool TakesArrivals { get; init; } = true;

    public required string? Host { get; init; }

    /// <summary>Whether its users speak HTTP and have no host of their own, so that the run has to have one.</summary>
    public bool NeedsHost => Host is null && Type.IsSubclassOf(typeof(HttpUser));

    public required WaitTime WaitTime { get; init; }

    public required TaskList Tasks { get; init; }

    public required Func<User> Create { get; init; }

    /// <summary>The same type with another share of the users.</summary>
    public UserType With(UserShare share) => new()
    {
        Type = Type,
        Weight = share.Weight ?? Weight,
        FixedCount = share.FixedCount ?? FixedCount,
        TakesArrivals = TakesArrivals,
        Host = Host,
        WaitTime = WaitTime,
        Tasks = Tasks,
        Create = Create,
    };
}
