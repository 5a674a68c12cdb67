namespace Cicada.Options;

/// <summary>
/// Lays the places options can be given at over each other, as Locust does: <c>~/.cicada.conf</c>, <c>./cicada.conf</c>, the
/// file of <c>--config</c>, the environment, the command line. A later one replaces the value of an earlier one.
/// </summary>
internal sealed class OptionLayers(IReadOnlyList<OptionSpec> specs)
{
    private readonly Dictionary<string, OptionValue> _values = [];
    private readonly List<string> _problems = [];

    /// <summary>The value of each option that was given anywhere, by its key.</summary>
    public IReadOnlyDictionary<string, OptionValue> Values => _values;

    /// <summary>One sentence for each thing that is wrong with the places themselves.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Adds a configuration file.</summary>
    /// <param name="name">What the file is called in sentences.</param>
    /// <param name="text">Its text.</param>
    /// <param name="isShared">
    /// Whether the file serves other tests and commands too; then a key nobody here knows may be one of theirs, and is passed over.
    /// </param>
    public void AddFile(string name, string text, bool isShared)
    {
        foreach (var entry in ConfigurationFile.Parse(text))
        {
            var spec = specs.FirstOrDefault(spec => spec.Key == entry.Key);
            var place = $"'{name}', line {entry.Line}";
            if (spec is not null)
            {
                _values[spec.Key] = new OptionValue(entry.Values, place);
            }
            else if (RefusedOption.All.FirstOrDefault(refused => refused.Name[2..] == entry.Key) is { } refused)
            {
                _problems.Add(refused.Sentence(entry.Key) + $" ({place})");
            }
            else if (!isShared)
            {
                // Only its first word: where the equals sign is missing, what follows may be a secret.
                var word = entry.Key.Split((char[]?)null, 2)[0];
                _problems.Add(word.Length < entry.Key.Length && specs.Any(known => known.Key == word)
                    ? $"{place} has no '=' behind '{word}'; a line is an option, '=' and its value. Write it between them."
                    : $"{place} sets '{word}'; no option is called that.{Spelling.DidYouMean(word, specs.Select(s => s.Key))} Correct or remove the line.");
            }
        }
    }

    /// <summary>Adds the environment's variables <c>CICADA_…</c>.</summary>
    /// <param name="variables">All variables.</param>
    public void AddEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var spec in specs)
        {
            if (variables.TryGetValue(spec.Variable, out var value) && value.Length > 0)
            {
                _values[spec.Key] = new OptionValue([value], spec.Variable);
            }
        }
    }

    /// <summary>Adds what was typed.</summary>
    /// <param name="key">The option's key.</param>
    /// <param name="values">Its values.</param>
    public void AddTyped(string key, IReadOnlyList<string> values) => _values[key] = new OptionValue(values, "");
}
