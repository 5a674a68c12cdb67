namespace Cicada.Options;

/// <summary>One option: how it is typed, what its help says, and by which names a file and the environment call it.</summary>
/// <param name="Name">With its dashes: <c>--run-time</c>.</param>
/// <param name="Short">Its one-letter form, or null.</param>
/// <param name="Kind">How many values it has.</param>
/// <param name="ValueName">What a value is called in the help; empty for a flag.</param>
/// <param name="Group">The heading it stands under in the help.</param>
/// <param name="Description">One or two sentences for the help.</param>
internal sealed record OptionSpec(string Name, string? Short, OptionKind Kind, string ValueName, string Group, string Description)
{
    /// <summary>Its name in configuration files and among the recorded options.</summary>
    public string Key => Name[2..];

    /// <summary>Its name in the environment.</summary>
    public string Variable { get => field ?? "CICADA_" + Key.ToUpperInvariant().Replace('-', '_'); init; }

    /// <summary>Whether its value must never be shown or kept.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What stands between several values where one text has all of them: in a file, in the environment, and among what is recorded.</summary>
    public string Separator { get; init; } = " ";

    /// <summary>How it is typed, for the help: <c>-t, --run-time &lt;time&gt;</c>.</summary>
    public string Usage => (Short is null ? "" : Short + ", ") + Name + (ValueName.Length == 0 ? "" : $" <{ValueName}>");
}
