namespace Cicada;

/// <summary>A user was added and is about to call its <see cref="TaskOwner.OnStart"/>.</summary>
/// <param name="User">The user.</param>
/// <param name="UserCount">How many users there are now.</param>
public sealed record UserAddEvent(User User, int UserCount);
