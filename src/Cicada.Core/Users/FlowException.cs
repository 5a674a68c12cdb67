namespace Cicada.Users;

/// <summary>
/// Carries a <see cref="Flow"/> up through a user's own code. An exception, because nothing else leaves a task from any
/// depth; never recorded as an error.
/// </summary>
internal sealed class FlowException(Flow flow) : Exception($"The task asked for '{flow}'. This is how a task steers its user; let it pass through your catch blocks.")
{
    public Flow Flow { get; } = flow;
}
