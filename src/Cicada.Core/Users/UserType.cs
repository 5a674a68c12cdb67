namespace Cicada.Users;

/// <summary>What is known of a user class before a run: how to make one, its share, and its tasks.</summary>
internal sealed class UserType
{
    public required Type Type { get; init; }

    public string Name => Type.Name;

    public required double Weight { get; init; }

    public required int FixedCount { get; init; }

    public required string? Host { get; init; }

    public required WaitTime WaitTime { get; init; }

    public required TaskList Tasks { get; init; }

    public required Func<User> Create { get; init; }
}
