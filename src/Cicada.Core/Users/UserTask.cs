namespace Cicada.Users;

/// <summary>One thing a user does: a method, or a nested task set.</summary>
internal sealed class UserTask
{
    public required string Name { get; init; }

    public required double Weight { get; init; }

    public required IReadOnlySet<string> Labels { get; init; }

    /// <summary>Calls the method on its owner; null for a task set.</summary>
    public Func<TaskOwner, ValueTask>? Invoke { get; init; }

    /// <summary>Makes the task set; null for a method.</summary>
    public Func<TaskSet>? CreateTaskSet { get; init; }

    /// <summary>The tasks of the task set; null for a method.</summary>
    public TaskList? Nested { get; init; }

    /// <summary>In a Markov task set: what may follow.</summary>
    public IReadOnlyList<(string To, double Weight)> Transitions { get; init; } = [];
}
