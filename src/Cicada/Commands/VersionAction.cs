using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Cicada.Commands;

/// <summary>Prints the version of Cicada, not of the user's program.</summary>
internal sealed class VersionAction(TextWriter output) : SynchronousCommandLineAction
{
    /// <summary>The version, without the revision behind its plus sign.</summary>
    public static string Version =>
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        output.WriteLine($"cicada {Version}");
        return ExitCode.Success;
    }
}
