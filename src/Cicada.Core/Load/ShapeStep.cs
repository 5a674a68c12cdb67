namespace Cicada;

/// <summary>What a shape wants from a moment on: so many users, so fast.</summary>
/// <param name="Users">Users there are to be, 0 or more.</param>
/// <param name="SpawnRate">Users started, or stopped, per second on the way there, above 0.</param>
public sealed record ShapeStep(int Users, double SpawnRate)
{
    /// <summary>The user types that take part, of those of the run; users of others are replaced at the spawn rate. Null, the default, for all.</summary>
    public IReadOnlyList<Type>? UserTypes { get; init; }

    /// <summary>
    /// What the step is called in the events of the run. Steps in a row with the same name are one event, that of the first; where it is null, the default,
    /// each change is an event.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The number of users the way begins with, at once; null for as many as there are to be just then.</summary>
    internal int? From { get; init; }

    /// <summary>The stage it is of, from 0: two stages with one name are two events.</summary>
    internal int Stage { get; init; }

    /// <summary>What the event says beside the name; null for users and rate.</summary>
    internal string? Text { get; init; }

    /// <summary>Whether the way goes on in the next step, so that nobody is told that all users are there.</summary>
    internal bool Continues { get; init; }

    /// <summary>Whether it is worth an event after another step.</summary>
    internal bool IsNewAfter(ShapeStep? before) => before is null || (Name, Stage) != (before.Name, before.Stage) || (Name is null && !WantsTheSameAs(before));

    /// <summary>Whether nothing has to be done where the other step is being carried out.</summary>
    internal bool WantsTheSameAs(ShapeStep other) =>
        (Users, SpawnRate, From, Stage) == (other.Users, other.SpawnRate, other.From, other.Stage) && (UserTypes ?? []).SequenceEqual(other.UserTypes ?? []);
}
