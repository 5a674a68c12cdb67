namespace Cicada.Data;

/// <summary>The first line of a CSV file: the names of its fields.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    public CsvHeader(IReadOnlyList<string> names, string path)
    {
        Names = names;
        Path = path;
        for (var i = 0; i < names.Count; i++)
        {
            if (!_byName.TryAdd(names[i], i))
            {
                throw new FormatException($"The first line of '{path}' names '{names[i]}' twice; each field has a name of its own. Rename one.");
            }
        }
    }

    public IReadOnlyList<string> Names { get; }

    public string Path { get; }

    public int IndexOf(string name) => _byName.GetValueOrDefault(name, -1);
}
