namespace Cicada;

/// <summary>The program ends now.</summary>
/// <param name="ExitCode">The exit code it will give.</param>
public sealed record QuitEvent(int ExitCode);
