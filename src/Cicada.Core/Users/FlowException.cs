namespace Cicada.Users;

/// <summary>
/// Carries a <see cref="Flow"/> up through a user's own code. An exception, because nothing else leaves a task from any
/// depth; never recorded as an error.
/// </summary>
/// <param name="flow">What comes next.</param>
/// <param name="reason">Why, in a sentence; null where the task asked for it in so many words.</param>
internal sealed class FlowException(Flow flow, string? reason = null)
    : Exception(reason is null ? $"The task asked for '{flow}'. This is how a task steers its user; let it pass through your catch blocks." : $"{reason} The task ends here; let this pass through your catch blocks.")
{
    public Flow Flow { get; } = flow;
}
