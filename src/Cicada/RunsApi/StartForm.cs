namespace Cicada.RunsApi;

/// <summary>What a run can be started with, and what it was last started with.</summary>
internal sealed record StartForm
{
    /// <summary>What to begin with: the last values, else the command line's, else the defaults. Secrets are left out.</summary>
    public required StartRequest Values { get; init; }

    public required IReadOnlyList<FormUserType> UserTypes { get; init; }

    /// <summary>All labels of tasks, in order.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The options the test declares for itself.</summary>
    public required IReadOnlyList<FormOption> Options { get; init; }

    /// <summary>The shape that holds where the form names none: that of the program, or the search for a limit it was started with. Null where users and spawn rate hold.</summary>
    public string? OwnShape { get; init; }

    /// <summary>The arrival rate of the program, which holds where the form names none; null where it has none.</summary>
    public string? OwnArrivalRate { get; init; }

    public IReadOnlyList<string> LoadModels { get; init; } = ["closed"];

    /// <summary>Sentences a person should read before a run.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
