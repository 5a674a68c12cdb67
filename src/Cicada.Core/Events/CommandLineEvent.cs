namespace Cicada;

/// <summary>The command line is about to be read; a test can declare options of its own.</summary>
public sealed class CommandLineEvent
{
    private readonly List<TestOption> _options = [];

    /// <summary>The options declared so far.</summary>
    public IReadOnlyList<TestOption> Options => _options;

    /// <summary>Declares an option. Its value is found in <see cref="Run.TestOptions"/> under its name.</summary>
    /// <param name="name">The option as it is typed, with its leading dashes: <c>--token</c>.</param>
    /// <param name="description">One line for <c>--help</c>.</param>
    /// <param name="defaultValue">Its value when it is not given.</param>
    /// <param name="isSecret">Whether its value must never be shown or kept.</param>
    /// <exception cref="ArgumentException">The name does not start with two dashes, or is taken.</exception>
    public void Add(string name, string description, string? defaultValue = null, bool isSecret = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.StartsWith("--", StringComparison.Ordinal) || name.Length < 3)
        {
            throw new ArgumentException($"The option is called '{name}'; a name starts with two dashes, like '--token'. Rename it.", nameof(name));
        }

        if (_options.Exists(option => option.Name == name))
        {
            throw new ArgumentException($"The option '{name}' is declared twice; each name can be used once. Rename one of them.", nameof(name));
        }

        _options.Add(new TestOption(name, description, defaultValue, isSecret));
    }
}
