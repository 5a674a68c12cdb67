using Cicada.TestSupport;

namespace Cicada.Tests.SupportTests;

public sealed class ProgramRunnerTests
{
    private const string WaitsForASignal = "trap 'echo interrupted; exit 7' INT; trap 'echo terminated; exit 8' TERM; echo ready; while :; do sleep 1 & wait; done";

    public static bool IsUnix => !OperatingSystem.IsWindows();

    [Fact(SkipUnless = nameof(IsUnix), Skip = "needs a shell")]
    public async Task What_a_program_writes_and_returns_is_kept()
    {
        using var folder = new TemporaryFolder();

        var result = await ProgramRunner.RunAsync(
            "sh", ["-c", "pwd; echo \"$1 $SAID\"; echo no >&2; exit 3", "sh", "a b"], folder.Path, new Dictionary<string, string?> { ["SAID"] = "c" });

        Assert.Equal(3, result.ExitCode);
        Assert.EndsWith($"{Path.GetFileName(folder.Path)}\na b c\n", result.Output, StringComparison.Ordinal);
        Assert.Equal("no\n", result.Error);
    }

    [Theory(SkipUnless = nameof(IsUnix), Skip = "needs signals")]
    [InlineData(false, "interrupted", 7)]
    [InlineData(true, "terminated", 8)]
    public async Task A_signal_reaches_the_program(bool terminates, string said, int exitCode)
    {
        await using var program = ProgramRunner.Start("sh", ["-c", WaitsForASignal]);
        await program.WaitForOutputAsync("ready");

        if (terminates)
        {
            program.Terminate();
        }
        else
        {
            program.Interrupt();
        }

        var result = await program.WaitForExitAsync();
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(said, result.Output, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "needs a shell")]
    public async Task Nothing_outlives_its_runner()
    {
        var program = ProgramRunner.Start("sh", ["-c", "sleep 1000 & echo ready; wait"]);
        await program.WaitForOutputAsync("ready");
        var holdsTheOutput = program.WaitForOutputAsync("never written");

        await program.DisposeAsync();

        // The output ends when nobody holds it any more, the sleeping child included.
        await Assert.ThrowsAsync<InvalidOperationException>(() => holdsTheOutput);
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "needs a shell")]
    public async Task Waiting_for_what_never_comes_says_what_came()
    {
        await using var program = ProgramRunner.Start("sh", ["-c", "echo something else"]);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => program.WaitForOutputAsync("ready"));

        Assert.Equal("The program never wrote 'ready'. It wrote:\nsomething else\n", exception.Message);
    }
}
