namespace Cicada.Options;

/// <summary>An option of Locust's that has no place here, with what to do instead.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Short">Its one-letter form, or null.</param>
/// <param name="TakesValue">Whether a value follows, which must not be taken for something else.</param>
/// <param name="Instead">Why it is refused and what to do instead: whole sentences.</param>
internal sealed record RefusedOption(string Name, string? Short, bool TakesValue, string Instead)
{
    private const string OneProcess = "One process of Cicada uses all cores. Leave it out.";
    private const string NoPage = "The web UI is built in, and there is one. Leave it out.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RefusedOption> All { get; } =
    [
        new("--locustfile", "-f", true, "The users are in the program itself: run another one, 'dotnet run other.cs'."),
        new("--config-users", null, true, "A user type says its own weight, count and host. Change the class, or declare an option of the test in Events.CommandLine."),
        new("--master", null, false, OneProcess),
        new("--master-bind-host", null, true, OneProcess),
        new("--master-bind-port", null, true, OneProcess),
        new("--expect-workers", null, true, OneProcess),
        new("--expect-workers-max-wait", null, true, OneProcess),
        new("--enable-rebalancing", null, false, OneProcess),
        new("--worker", null, false, OneProcess),
        new("--processes", null, true, OneProcess),
        new("--master-host", null, true, OneProcess),
        new("--master-port", null, true, OneProcess),
        new("--web-login", null, false, "Say what has to be known to come in: '--web-auth TOKEN' or '--web-auth user:password'."),
        new("--class-picker", null, false, "The form of the web UI has the user types; or name those to run after the options: 'dotnet run test.cs -- ShopUser'."),
        new("--build-path", null, true, NoPage),
        new("--web-host-display-name", null, true, NoPage),
        new("--legacy-ui", null, false, NoPage),
        new("--modern-ui", null, false, NoPage),
        new("--headful", null, false, "The web UI is there unless '--headless' is given; '--autostart' starts a run at once. Leave it out."),
        new("--tags", null, true, "Words on tasks are called labels here: write '--labels', or '-T'."),
        new("--exclude-tags", null, true, "Words on tasks are called labels here: write '--exclude-labels', or '-E'."),
        new("--profile", null, true, "Mark the run with a label of its own: '--run-label profile=NAME'."),
        new("--otel", null, false, "Every request is kept in the store: read it with 'sql' or 'export'. Leave it out."),
    ];

    /// <summary>The sentence for someone who gave it.</summary>
    /// <param name="typed">How it was given.</param>
    public string Sentence(string typed) => $"The option '{typed}' is Locust's and has no meaning here. {Instead}";
}
