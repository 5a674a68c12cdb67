namespace Cicada;

/// <summary>What a <see cref="WaitTime"/> may look at to decide how long a user waits.</summary>
/// <param name="User">The user that is about to wait.</param>
/// <param name="Random">The user's seeded source of chance.</param>
/// <param name="SinceScheduled">How long ago this iteration was due; what has passed of a paced interval.</param>
public readonly record struct WaitContext(User User, Random Random, TimeSpan SinceScheduled);
