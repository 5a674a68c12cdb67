using System.Reflection;
using Cicada.Commands;

namespace Cicada;

/// <summary>The door: makes a program a load test.</summary>
/// <remarks>
/// The program then runs the load test by <c>dotnet run test.cs -- --headless -u 10 -H http://…</c>, and has the commands to
/// look at earlier runs: <c>runs</c>, <c>show</c>, <c>export</c>, <c>sql</c>, <c>label</c>, <c>note</c>, <c>pin</c>, <c>delete</c> … See <c>--help</c>.
/// </remarks>
public static class LoadTest
{
    /// <summary>Carries out what the command line says. The program returns the result as its exit code, see <see cref="ExitCode"/>.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="configure">
    /// Adds handlers of events, options, outputs or a target of the test's own. User types need not be named: unless one is added, all
    /// classes of the program derived from <see cref="User"/> that are not abstract take part.
    /// </param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Action<LoadTestDefinition>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(args);

        // A file-based program implies PublishAot, which switches reflection JSON off; a user's own JSON shall work all the same.
        AppContext.SetSwitch("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", true);
        IdleThreads.SleepSooner();
        var warmUp = WarmUp.BeginAsync(args);
        var code = await RunAsync(args, configure, Surroundings.OfProcess(), Assembly.GetEntryAssembly());

        // Over long ago, unless the options are refused: no thread of DuckDB's may be at work when the process ends.
        await warmUp;
        return code;
    }

    /// <summary>
    /// Carries out a run and returns its figures, for a test to assert on: nothing is printed, no signal is listened to, and no file is written unless an output of
    /// <paramref name="services"/> does. Runs beside each other in one process have users, statistics and events of their own.
    /// </summary>
    /// <param name="plan">
    /// What is to be done. It ends by itself: by <see cref="Plan.RunTime"/>, <see cref="Plan.Iterations"/> or a <see cref="Plan.Shape"/>. Where requests are answered in this process
    /// (<see cref="HttpOptions.Handler"/>) and there is no <see cref="Plan.Host"/>, it is <c>http://localhost</c>.
    /// </param>
    /// <param name="services">Events, outputs such as a <c>StoreOutput</c>, logging, and the clock. Outputs are disposed at the end. Null, the default, for none of them.</param>
    /// <param name="cancellationToken">Stops the run in order, as Ctrl-C does. What was recorded until then is in the outputs.</param>
    /// <returns>
    /// The run's figures. That requests failed or thresholds are broken throws nothing: see <see cref="RunSummary.Total"/>, <see cref="RunSummary.Verdict"/> and
    /// <see cref="RunSummary.ExitCode"/>, and <see cref="RunSummary.ToString"/> for the message of an assertion.
    /// </returns>
    /// <exception cref="PlanException">The plan makes no sense; the message says what is wrong with it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled; the run has ended.</exception>
    public static async Task<RunSummary> RunAsync(Plan plan, RunServices? services = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        cancellationToken.ThrowIfCancellationRequested();
        plan = plan with
        {
            Host = plan.Host ?? (plan.Http.Handler is null ? null : "http://localhost"),
            GitRevision = plan.GitRevision ?? GitRevision.Find(Environment.CurrentDirectory),
        };
        ThrowIfEndless(plan);
        var run = new Run(plan, services ?? new RunServices());
        if (plan.Host is null && run.PlannedTypes.Any(type => type.NeedsHost))
        {
            throw new PlanException(["There is no host; HTTP users need one. Give the plan a Host, for instance 'http://localhost:5000', or the user type."]);
        }

        await using var stopping = cancellationToken.Register(() => run.Stop("the test is cancelled"));
        var summary = await run.ExecuteAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return summary;
    }

    private static void ThrowIfEndless(Plan plan)
    {
        if (plan is { RunTime: null, Iterations: null, Shape: null })
        {
            throw new PlanException(["The run would never end. Give the plan a RunTime, for instance '10.Seconds()', a number of Iterations, or a Shape."]);
        }
    }

    internal static Task<int> RunAsync(string[] args, Action<LoadTestDefinition>? configure, Surroundings surroundings, Assembly? program)
    {
        var definition = new LoadTestDefinition();
        configure?.Invoke(definition);
        return new CommandLine(surroundings, new RunCommand(definition, program, surroundings)).InvokeAsync(args);
    }
}
