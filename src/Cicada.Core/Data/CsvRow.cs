using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Cicada.Data;

/// <summary>A record of a CSV file by the names in its first line. All of a file share these: a record is its texts and little more, so files of a million records fit in memory.</summary>
internal sealed class CsvRow(CsvHeader header, string[] fields) : IReadOnlyDictionary<string, string>
{
    public int Count => fields.Length;

    public IEnumerable<string> Keys => header.Names;

    public IEnumerable<string> Values => fields;

    public string this[string key] => TryGetValue(key, out var value)
        ? value
        : throw new KeyNotFoundException($"The record has no '{key}'; the first line of '{header.Path}' names {string.Join(", ", header.Names.Select(name => $"'{name}'"))}. Ask for one of these.");

    public bool ContainsKey(string key) => header.IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var index = header.IndexOf(key);
        value = index < 0 ? null : fields[index];
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => header.Names.Zip(fields, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
