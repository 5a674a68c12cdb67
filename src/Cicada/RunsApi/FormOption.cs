namespace Cicada.RunsApi;

/// <summary>An option the test declares for itself.</summary>
/// <param name="Name">As on the command line, with its dashes.</param>
/// <param name="Description">What it is for.</param>
/// <param name="DefaultValue">The value without one; null for a secret.</param>
/// <param name="IsSecret">Whether its value is never sent back.</param>
internal sealed record FormOption(string Name, string Description, string? DefaultValue, bool IsSecret);
