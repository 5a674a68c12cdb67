namespace Cicada.Storage;

/// <summary>Names and texts as SQL has them.</summary>
internal static class SqlText
{
    /// <summary>A name that can be anything, quoted.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text, for the few statements that take no parameters.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
