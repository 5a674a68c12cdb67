using System.CommandLine;
using Cicada.Options;

namespace Cicada.Commands;

/// <summary>An option that is known only to be refused with its own sentence.</summary>
internal sealed class RefusedCommandLineOption : Option<string[]>
{
    public RefusedCommandLineOption(RefusedOption refused)
        : base(refused.Name, refused.Short is null ? [] : [refused.Short])
    {
        Refused = refused;
        Hidden = true;
        Arity = refused.TakesValue ? new ArgumentArity(0, 1000) : ArgumentArity.Zero;
    }

    public RefusedOption Refused { get; }
}
