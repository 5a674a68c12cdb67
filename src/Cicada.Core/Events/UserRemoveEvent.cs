namespace Cicada;

/// <summary>A user has ended; its <see cref="TaskOwner.OnStop"/> has been called.</summary>
/// <param name="User">The user.</param>
/// <param name="UserCount">How many users are left.</param>
public sealed record UserRemoveEvent(User User, int UserCount);
