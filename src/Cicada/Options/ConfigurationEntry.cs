namespace Cicada.Options;

/// <summary>One line of a configuration file.</summary>
/// <param name="Key">The option's name without its dashes.</param>
/// <param name="Values">What it is set to.</param>
/// <param name="Line">The line's number, from 1.</param>
internal sealed record ConfigurationEntry(string Key, IReadOnlyList<string> Values, int Line);
