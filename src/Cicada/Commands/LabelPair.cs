using System.CommandLine.Parsing;

namespace Cicada.Commands;

/// <summary>Run labels as they are typed: <c>key=value</c>. What is before the first '=' is the key.</summary>
internal static class LabelPair
{
    /// <summary>Refuses each text that is none.</summary>
    public static void Validate(SymbolResult result, IEnumerable<string> texts, string example)
    {
        foreach (var text in texts.Where(text => KeyLength(text) == 0))
        {
            result.AddError($"The run label is '{text}'; expected a key, '=' and a value. Write for instance '{example}'.");
        }
    }

    /// <summary>The labels by key; where one is given twice the last one counts.</summary>
    public static SortedDictionary<string, string> Read(IEnumerable<string> texts)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var length = KeyLength(text);
            labels[text[..length].Trim()] = text[(length + 1)..].Trim();
        }

        return labels;
    }

    private static int KeyLength(string text)
    {
        var length = text.IndexOf('=', StringComparison.Ordinal);
        return length > 0 && !string.IsNullOrWhiteSpace(text[..length]) ? length : 0;
    }
}
