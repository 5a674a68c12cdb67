namespace Cicada.TestSupport;

/// <summary>What a program left behind when it ended.</summary>
/// <param name="CommandLine">How it was started.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All it wrote to standard output.</param>
/// <param name="Error">All it wrote to standard error.</param>
public sealed record ProgramResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>Everything at once, for the message of a failed assertion.</summary>
    public override string ToString() =>
        $"'{CommandLine}' ended with {ExitCode}.\n--- standard output\n{Output}\n--- standard error\n{Error}";
}
