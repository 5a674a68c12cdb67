using System.CommandLine;

namespace Cicada.Commands;

/// <summary>The argument that names a run.</summary>
internal static class RunArgument
{
    public static Argument<string> Create() =>
        new Argument<string>("run") { Description = "The run: its id, the beginning of its id, or 'latest'." }
            .MustHaveText("The run", "its id, the beginning of its id, or 'latest'");

    /// <summary>The run that another is compared with.</summary>
    public static Argument<string> CreateBase() =>
        new Argument<string>("base") { Description = "What it is compared with: an id, the beginning of one, 'latest', or 'pinned' for the baseline of its test." }
            .MustHaveText("The run to compare with", "its id, the beginning of its id, 'latest' or 'pinned'");
}
