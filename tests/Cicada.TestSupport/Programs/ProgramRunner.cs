using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cicada.TestSupport;

/// <summary>
/// A program running beside the test: what it writes is kept, signals can be sent to it, and neither it nor what it
/// started outlives this object.
/// </summary>
public sealed class ProgramRunner : IAsyncDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    // The only systems we send them on: Linux and macOS differ in these two.
    private static readonly int SigStop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int SigContinue = OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>
    /// What the test host got from its own runner and a program of a user would not have: a profiler that counts covered lines, and
    /// the folders of the SDK that started the tests.
    /// </summary>
    private static readonly string[] OfTheTestHost =
        ["CORECLR_", "COR_", "MicrosoftInstrumentationEngine", "CODE_COVERAGE", "TESTINGPLATFORM_", "MSBUILD", "DOTNET_STARTUP_HOOKS"];

    private readonly Process _process;
    private readonly string _commandLine;
    private readonly ProgramText _output = new();
    private readonly ProgramText _error = new();
    private readonly Task _reading;

    private ProgramRunner(Process process, string commandLine)
    {
        _process = process;
        _commandLine = commandLine;
        _reading = Task.WhenAll(_output.ReadAsync(process.StandardOutput), _error.ReadAsync(process.StandardError));
    }

    /// <summary>How long a program may take before the test gives up: generous, since it only matters when something hangs.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(3);

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>What it has written to standard output so far.</summary>
    public string Output => _output.ToString();

    /// <summary>What it has written to standard error so far.</summary>
    public string Error => _error.ToString();

    /// <summary>True when the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program without a shell and with an empty standard input.</summary>
    /// <param name="program">The command or the path of the program.</param>
    /// <param name="arguments">Its arguments, each as it is to arrive.</param>
    /// <param name="folder">Where it runs; by default the folder of the test host.</param>
    /// <param name="environment">Variables to set, or to take away where the value is null.</param>
    public static ProgramRunner Start(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };

        foreach (var name in start.Environment.Keys.Where(IsOfTheTestHost).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // A machine that runs all tests at once is no place to judge a load generator by.
        start.Environment["CICADA_NO_GENERATOR_CHECK"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        process.StandardInput.Close();
        return new ProgramRunner(process, string.Join(' ', [program, .. start.ArgumentList]));
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The command or the path of the program.</param>
    /// <param name="arguments">Its arguments, each as it is to arrive.</param>
    /// <param name="folder">Where it runs; by default the folder of the test host.</param>
    /// <param name="environment">Variables to set, or to take away where the value is null.</param>
    /// <param name="timeout">How long it may take; <see cref="DefaultTimeout"/> by default.</param>
    public static async Task<ProgramResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string? folder = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null)
    {
        await using var running = Start(program, arguments, folder, environment);
        return await running.WaitForExitAsync(timeout);
    }

    /// <summary>Completes when standard output contains a text, now or later.</summary>
    /// <param name="text">The text.</param>
    /// <param name="timeout">How long it may take; <see cref="DefaultTimeout"/> by default.</param>
    /// <exception cref="InvalidOperationException">The program ended, or the time was up, without it.</exception>
    public Task WaitForOutputAsync(string text, TimeSpan? timeout = null) => Within(_output.Contains(text), timeout, $"writing '{text}'");

    /// <summary>Completes when standard error contains a text, now or later.</summary>
    /// <param name="text">The text.</param>
    /// <param name="timeout">How long it may take; <see cref="DefaultTimeout"/> by default.</param>
    /// <exception cref="InvalidOperationException">The program ended, or the time was up, without it.</exception>
    public Task WaitForErrorAsync(string text, TimeSpan? timeout = null) =>
        Within(_error.Contains(text), timeout, $"writing '{text}' to standard error");

    /// <summary>Completes when the program has ended and all it wrote has been read.</summary>
    /// <param name="timeout">How long it may take; <see cref="DefaultTimeout"/> by default.</param>
    /// <exception cref="InvalidOperationException">The time was up. The message holds what it wrote until then.</exception>
    public async Task<ProgramResult> WaitForExitAsync(TimeSpan? timeout = null)
    {
        // Not Process.WaitForExitAsync: that waits for the end of the streams too, and a compiler server left behind by
        // `dotnet run` inherits them and keeps them open for minutes.
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => exited.TrySetResult();
        if (_process.HasExited)
        {
            exited.TrySetResult();
        }

        await Within(exited.Task, timeout, "ending");
        await Task.WhenAny(_reading, Task.Delay(TimeForLastWords, TimeProvider.System));
        return new ProgramResult(_commandLine, _process.ExitCode, Output, Error);
    }

    /// <summary>Sends SIGINT, as Ctrl+C does.</summary>
    public void Interrupt() => Send(SigInt);

    /// <summary>Sends SIGTERM, as <c>kill</c> does.</summary>
    public void Terminate() => Send(SigTerm);

    /// <summary>Stops the process where it is, until <see cref="Continue"/>; it can be killed all the same. On Linux none of its threads runs any more when this returns.</summary>
    public void Stop()
    {
        Send(SigStop);

        // The signal is on its way when the call returns, and a thread on another processor may still answer somebody.
        if (OperatingSystem.IsLinux())
        {
            SpinWait.SpinUntil(HasStoppedOrEnded);
        }
    }

    private bool HasStoppedOrEnded()
    {
        try
        {
            // The state stands behind the name, which is in parentheses and may hold some itself: T is stopped, Z and X are ended.
            return Directory.GetDirectories($"/proc/{_process.Id}/task").All(thread =>
                File.ReadAllText(Path.Combine(thread, "stat")) is var stat && stat[stat.LastIndexOf(')') + 2] is 'T' or 't' or 'Z' or 'X');
        }
        catch (IOException)
        {
            // A thread or the process ended meanwhile.
            return _process.HasExited;
        }
    }

    /// <summary>Lets a stopped process go on.</summary>
    public void Continue() => Send(SigContinue);

    /// <summary>Ends the process at once, as <c>kill -9</c> does, without what it started.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills the process and everything it started, if it is still there.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await Task.WhenAny(_reading, Task.Delay(TimeForLastWords, TimeProvider.System));
        }

        _process.Dispose();
    }

    /// <summary>Only ever waited for when somebody else holds the streams open.</summary>
    private static TimeSpan TimeForLastWords { get; } = TimeSpan.FromSeconds(2);

    private static bool IsOfTheTestHost(string variable) =>
        OfTheTestHost.Any(prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private void Send(int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no signals; mark the test to run elsewhere.");
        }

        if (!_process.HasExited && SendSignal(_process.Id, signal) != 0 && !_process.HasExited)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent to process {_process.Id}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    private async Task Within(Task task, TimeSpan? timeout, string what)
    {
        try
        {
            await task.WaitAsync(timeout ?? DefaultTimeout);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException(
                $"'{_commandLine}' took longer than {timeout ?? DefaultTimeout} for {what}.\n--- standard output\n{Output}\n--- standard error\n{Error}");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
