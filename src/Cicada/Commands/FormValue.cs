using Cicada.Options;

namespace Cicada.Commands;

/// <summary>What a field of the start form says about an option.</summary>
/// <param name="Field">The field, in the words of a request.</param>
/// <param name="Key">The option's key.</param>
/// <param name="Value">Its value; null where the option is not to be given.</param>
internal sealed record FormValue(string Field, string Key, OptionValue? Value);
