namespace Cicada;

/// <summary>An option a test declares for itself.</summary>
/// <param name="Name">The option as it is typed, with its leading dashes.</param>
/// <param name="Description">One line for <c>--help</c>.</param>
/// <param name="DefaultValue">Its value when it is not given.</param>
/// <param name="IsSecret">Whether its value must never be shown or kept.</param>
public sealed record TestOption(string Name, string Description, string? DefaultValue, bool IsSecret);
