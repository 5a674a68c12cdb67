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
    public static Task<int> RunAsync(string[] args, Action<LoadTestDefinition>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(args);

        // A file-based program implies PublishAot, which switches reflection JSON off; a user's own JSON shall work all the same.
        AppContext.SetSwitch("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", true);
        return RunAsync(args, configure, Surroundings.OfProcess(), Assembly.GetEntryAssembly());
    }

    internal static Task<int> RunAsync(string[] args, Action<LoadTestDefinition>? configure, Surroundings surroundings, Assembly? program)
    {
        var definition = new LoadTestDefinition();
        configure?.Invoke(definition);
        return new CommandLine(surroundings, new RunCommand(definition, program, surroundings)).InvokeAsync(args);
    }
}
