using System.CommandLine;

namespace Cicada.Commands;

/// <summary>The argument that names a run.</summary>
internal static class RunArgument
{
    public static Argument<string> Create() =>
        new Argument<string>("run") { Description = "The run: its id, the beginning of its id, or 'latest'." }
            .MustHaveText("The run", "its id, the beginning of its id, or 'latest'");
}
