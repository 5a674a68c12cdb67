using System.CommandLine;
using System.CommandLine.Invocation;

namespace Cicada.Commands;

/// <summary>Prints the help of the command it was asked for.</summary>
internal sealed class HelpTextAction(TextWriter output, string program, int width) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        new HelpText(parseResult.CommandResult.Command, program).Write(output, width);
        return ExitCode.Success;
    }
}
