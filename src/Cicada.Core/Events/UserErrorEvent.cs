namespace Cicada;

/// <summary>An exception escaped from a user's task, or from its OnStart or OnStop. The user goes on.</summary>
/// <param name="User">The user.</param>
/// <param name="Exception">What was thrown.</param>
/// <param name="Task">The name of the task.</param>
public sealed record UserErrorEvent(User User, Exception Exception, string Task);
