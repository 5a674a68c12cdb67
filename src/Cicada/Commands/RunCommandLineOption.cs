using System.CommandLine;
using Cicada.Options;

namespace Cicada.Commands;

/// <summary>An option of the load test as System.CommandLine sees it: texts only, so that every sentence about a value is ours.</summary>
internal sealed class RunCommandLineOption : Option<string[]>
{
    public RunCommandLineOption(OptionSpec spec)
        : base(spec.Name, spec.Short is null ? [] : [spec.Short])
    {
        Spec = spec;
        Description = spec.Description;
        HelpName = spec.ValueName;
        AllowMultipleArgumentsPerToken = spec.Kind == OptionKind.Words;
        Arity = spec.Kind == OptionKind.Flag ? ArgumentArity.Zero : ArgumentArity.OneOrMore;
    }

    public OptionSpec Spec { get; }
}
